package dev.parlando.transcript;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TranscriptTest {
    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    private final Transcript transcript = new Transcript();
    private int charactersSoFar;

    /** Adds a piece whose code points last a tenth of a second each. */
    private void add(String text) {
        transcript.add(new SpeechTiming(
                alignment(text.codePoints().mapToObj(Character::toString).toList()), null));
    }

    private Alignment alignment(List<String> characters) {
        double[] starts = new double[characters.size()];
        double[] ends = new double[characters.size()];
        for (int i = 0; i < characters.size(); i++) {
            starts[i] = charactersSoFar / 10.0;
            ends[i] = ++charactersSoFar / 10.0;
        }
        return new Alignment(characters, starts, ends);
    }

    private List<String> words() {
        return transcript.words().stream().map(TimedWord::text).toList();
    }

    @Test
    void joinsWordsAcrossPieces() {
        add("Hel");
        assertThat(words()).isEmpty();
        add("lo, wor");
        assertThat(words()).containsExactly("Hello,");
        add("");
        add("ld!");
        assertThat(words()).containsExactly("Hello,");
        transcript.complete();
        transcript.complete();
        assertThat(transcript.words())
                .containsExactly(new TimedWord("Hello,", 0, 0, 600), new TimedWord("world!", 7, 700, 1300));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a b=a|b",
                "  a \t\r\n\n b  =a|b",
                "a\u3000b=a|b",
                "- (a, b) \"c\"...=-|(a,|b)|\"c\"...",
                "it's 3.14%=it's|3.14%",
                "Bonjour\u00a0! Oui=Bonjour\u00a0!|Oui",
                "你好。=你|好。",
                "他说：「你好！」 好=他|说：|「你|好！」|好",
                "ラーメン=ラー|メ|ン",
                "か\u3099き=か\u3099|き",
                "iPhoneを2台=iPhone|を|2|台",
                "漢字, text=漢|字,|text",
                "สวัส=ส|วั|ส",
                "👍🏽 ok=👍🏽|ok",
                "𠀀𠀁=𠀀|𠀁",
                "안녕 하세요=안녕|하세요",
                "नमस्ते दुनिया=नमस्ते|दुनिया",
                " =",
                "\u00ad=\u00ad"
            })
    void separatesWords(String textAndWords) {
        int middle = textAndWords.indexOf('=');
        String text = textAndWords.substring(0, middle);
        add(text);
        transcript.complete();
        assertThat(String.join("|", words())).isEqualTo(textAndWords.substring(middle + 1));
        for (TimedWord word : transcript.words()) {
            assertThat(text.substring(word.textIndex())).startsWith(word.text());
        }
    }

    /** The boundaries of pieces mean nothing, even if a service treats half a surrogate pair as a character. */
    @Property(tries = 500)
    void separatesWordsIndependentlyOfPieces(@ForAll long seed) {
        String alphabet = "ab, .!「」你好。ラー\n ย𠀀👍é";
        Random random = new Random(seed);
        StringBuilder text = new StringBuilder();
        for (int i = random.nextInt(30); i > 0; i--) {
            text.append(alphabet.charAt(random.nextInt(alphabet.length())));
        }
        Transcript whole = new Transcript();
        Transcript pieces = new Transcript();
        charactersSoFar = 0;
        List<String> characters =
                text.chars().mapToObj(unit -> "" + (char) unit).toList();
        Alignment all = alignment(characters);
        whole.add(new SpeechTiming(null, all));
        charactersSoFar = 0;
        for (int at = 0; at < characters.size(); ) {
            int next = Math.min(characters.size(), at + random.nextInt(4));
            pieces.add(new SpeechTiming(alignment(characters.subList(at, next)), null));
            at = next;
        }
        whole.complete();
        pieces.complete();
        assertThat(pieces.words()).isEqualTo(whole.words());
        assertThat(String.join("", pieces.words().stream().map(TimedWord::text).toList()))
                .isEqualTo(text.toString().replaceAll("\\s", ""));
        for (TimedWord word : whole.words()) {
            assertThat(text.substring(word.textIndex())).startsWith(word.text());
        }
    }

    @Test
    void returnsTextThatWasAddedSince() {
        add("One ");
        assertThat(transcript.textFrom(0)).isEqualTo("One ");
        add("two");
        assertThat(transcript.textFrom(4)).isEqualTo("two");
        assertThat(transcript.textFrom(7)).isEmpty();
    }

    @Test
    void prefersSentText() {
        Alignment sent = alignment(List.of("3"));
        Alignment spoken = alignment(List.of("three"));
        transcript.add(new SpeechTiming(sent, spoken));
        transcript.add(new SpeechTiming(null, null));
        transcript.complete();
        assertThat(words()).containsExactly("3");
    }

    /** If a number is spelled out, some pieces have characters of the spoken text only. */
    @Test
    void doesNotMixSentAndSpokenText() {
        Alignment some = alignment(List.of("4"));
        Transcript bySent = new Transcript();
        Transcript bySpoken = new Transcript();
        bySent.add(new SpeechTiming(null, null));
        bySent.add(new SpeechTiming(some, alignment(List.of("f", "o", "r"))));
        bySent.add(new SpeechTiming(null, alignment(List.of("t", "y"))));
        bySent.add(new SpeechTiming(alignment(List.of("0")), null));
        bySpoken.add(new SpeechTiming(null, alignment(List.of("f", "o", "r"))));
        bySpoken.add(new SpeechTiming(some, alignment(List.of("t", "y"))));
        bySent.complete();
        bySpoken.complete();
        assertThat(bySent.words()).extracting(TimedWord::text).containsExactly("40");
        assertThat(bySpoken.words()).extracting(TimedWord::text).containsExactly("forty");
    }

    private List<String> wordsOf(String text, Transcript into) {
        charactersSoFar = 0;
        for (int i = 0; i < text.length(); i++) {
            into.add(new SpeechTiming(alignment(List.of(text.substring(i, i + 1))), null));
        }
        into.complete();
        assertThat(into.textUntil(Double.MAX_VALUE)).isEqualTo(text);
        return into.words().stream().map(TimedWord::text).toList();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Wait<break time=\"1.0s\" />now~Wait|now",
                "Hello [laughs], you [sighs]. Yes~Hello|you|Yes",
                "He said \"[whispers] run\"~He|said|run\"",
                "a <phoneme alphabet=\"ipa\" ph=\"t\u0259 > x\">tomato</phoneme>, b~a|tomato,|b",
                "un<emphasis level='strong'>believ</emphasis>able~unbelievable",
                "(<sub alias=\"World\">W3C</sub>)~(W3C)",
                "<speak><p>One</p><p>two</p></speak>~One|two",
                "你<break/>好~你|好",
                "[strong French accent] Bonjour~Bonjour",
                "a < b > c~a|<|b|>|c",
                "if a <b and c> d~if|a|<b|and|c>|d",
                "x <3 y~x|<3|y",
                "see [1] and [ x ] and [~see|[1]|and|[|x|]|and|[",
                "[a [whispers] b]~[a|b]",
                "two\nlines [not\na tag] <a\n b = 'c'>end~two|lines|[not|a|tag]|end",
                "open [never closed~open|[never|closed",
                "open <never closed=\"~open|<never|closed=\""
            })
    void excludesTagsFromWords(String textAndWords) {
        int middle = textAndWords.indexOf('~');
        String expected = textAndWords.substring(middle + 1);
        assertThat(String.join("|", wordsOf(textAndWords.substring(0, middle), new Transcript())))
                .isEqualTo(expected);
    }

    /** Other models speak text in brackets, but an instruction is rarely meant to be spoken. */
    @ParameterizedTest
    @ValueSource(
            strings = {"eleven_multilingual_v2", "eleven_flash_v2_5", "eleven_turbo_v2", "eleven_monolingual_v1", ""})
    void findsWordsInBracketsForModelsWithoutAudioTags(String model) {
        String text = "He [the doctor] said [laughs softly] so";
        assertThat(wordsOf(text, Transcript.of(text, model.isEmpty() ? null : model)))
                .containsExactly("He", "[the", "doctor]", "said", "so");
    }

    @ParameterizedTest
    @ValueSource(strings = {"eleven_v3", "eleven_v3_conversational", "eleven_v4_turbo", "another_model"})
    void findsNoWordsInBracketsForModelsWithAudioTags(String model) {
        String text = "He [the doctor] said [laughs softly] so";
        assertThat(wordsOf(text, Transcript.of(text, model))).containsExactly("He", "said", "so");
    }

    @Test
    void reportsWordsBehindOpenTagOnlyWhenTagIsKnown() {
        add("Go [whis");
        assertThat(words()).containsExactly("Go");
        add("pers] on ");
        assertThat(words()).containsExactly("Go", "on");
        add("[" + "x".repeat(70));
        add(" y ");
        assertThat(words()).containsExactly("Go", "on", "[" + "x".repeat(70), "y");
    }

    private static List<String> spokenWords(Transcript into, String... pieces) {
        TimingPieces all = TimingPieces.even(String.join("", pieces), 0.1);
        int from = 0;
        for (String piece : pieces) {
            into.add(new SpeechTiming(null, all.range(from, from + piece.length(), 0)));
            from += piece.length();
        }
        into.complete();
        return into.words().stream().map(TimedWord::text).toList();
    }

    @Test
    void joinsSpokenWordOnlyIfBlankOfPieceIsNoWordBoundary() {
        assertThat(spokenWords(
                        new Transcript(), " was hos", " pitalized. ", " He", " was. ", " Then", " It went", " on"))
                .containsExactly("was", "hospitalized.", "Hewas.", "Then", "It", "wenton");
        String request = "He was\nhospitalized. He was. Then It went on";
        assertThat(spokenWords(
                        Transcript.of(request, null),
                        " was hos",
                        " pitalized. ",
                        " He",
                        " was. ",
                        " Then",
                        " It went",
                        " on"))
                .containsExactly("was", "hospitalized.", "He", "was.", "Then", "It", "went", "on");
    }

    @Test
    void usesSpokenTextIfSentTextIsEmpty() {
        transcript.add(new SpeechTiming(alignment(List.of()), alignment(List.of("a"))));
        transcript.add(new SpeechTiming(null, alignment(List.of("b"))));
        transcript.complete();
        assertThat(words()).containsExactly("ab");
    }

    @Test
    void addsOnlyNewCharactersOfPieceThatStartsAgain() {
        add("One two thr");
        charactersSoFar = 4;
        add("two three");
        charactersSoFar = 0;
        add("One two");
        charactersSoFar = 0;
        add("One two three, four");
        transcript.complete();
        assertThat(words()).containsExactly("One", "two", "three,", "four");
        assertThat(transcript.words().get(3)).isEqualTo(new TimedWord("four", 15, 1500, 1900));
    }

    @ParameterizedTest
    @CsvSource({"0, 0, 400, 900", "0, 500, 400, 500", "0, 300, 400, 700", "NaN, 500, 400, 500", "300, 350, 400, 400"})
    void continuesTimesOfPieceThatAreCountedFromItsStart(double first, double second, double start, double end) {
        add("abc ");
        transcript.add(new SpeechTiming(
                new Alignment(List.of("d", "e"), new double[] {first / 1000, second / 1000}, new double[] {
                    first / 1000, second / 1000 + (second > 0 ? 0 : 0.5)
                }),
                null));
        transcript.complete();
        assertThat(transcript.words().get(1)).isEqualTo(new TimedWord("de", 4, start, end));
    }

    @Test
    void keepsRepeatedWordsThatAreSpokenTwice() {
        add("No. ");
        add("No. ");
        add("No. ");
        transcript.complete();
        assertThat(words()).containsExactly("No.", "No.", "No.");
    }

    @Test
    void spreadsWordsAtOneInstantUntilNextWord() {
        transcript.add(new SpeechTiming(
                new Alignment(
                        List.of("x", " ", "abc", " ", "def", " ", "ghi", " ", "k"),
                        new double[] {0, 0.1, 0.2, 0.2, 0.2, 0.2, 0.2, 0.2, 0.86},
                        new double[] {0.1, 0.2, 0.2, 0.2, 0.2, 0.2, 0.2, 0.2, 0.9}),
                null));
        transcript.complete();
        assertThat(transcript.words())
                .extracting(TimedWord::startMillis)
                .usingComparatorForType((a, b) -> Math.abs(a - b) < 1e-6 ? 0 : Double.compare(a, b), Double.class)
                .containsExactly(0.0, 200.0, 420.0, 640.0, 860.0);
        assertThat(transcript.textUntil(430)).isEqualTo("x abc ");
    }

    @Test
    void spreadsWordsAtOneInstantOverAudioOfTheirPiece() {
        double[] times = new double[30];
        Arrays.fill(times, 1);
        List<String> characters = List.of("abcd ".repeat(6).split("", 30));
        for (double received = 4000; received < 10_000; received += 3000) {
            transcript.add(new SpeechTiming(new Alignment(characters, times, times), null), received);
        }
        assertThat(transcript.words())
                .extracting(TimedWord::startMillis)
                .containsExactly(
                        1000.0, 1500.0, 2000.0, 2500.0, 3000.0, 3500.0, 4000.0, 4500.0, 5000.0, 5500.0, 6000.0, 6500.0);
    }

    /** Punctuation without a duration does not turn the following pause into speech. */
    @Test
    void keepsPauseAfterCharactersWithoutDuration() {
        transcript.add(new SpeechTiming(
                new Alignment(List.of("a", ".", "\"", " ", "b"), new double[] {0, 0.1, 0.1, 0.1, 3}, new double[] {
                    0.1, 0.1, 0.1, 0.1, 3.1
                }),
                null));
        transcript.complete();
        assertThat(transcript.words())
                .containsExactly(new TimedWord("a.\"", 0, 0, 100), new TimedWord("b", 4, 3000, 3100));
    }

    @Test
    void returnsNoPartOfGrapheme() {
        for (String character : List.of("e", "\u0301", "\ud83d", "\udc4b", "\ud83c\udffd", "\u200d", "\ud83d\udc4b")) {
            transcript.add(new SpeechTiming(alignment(List.of(character)), null));
        }
        assertThat(transcript.textUntil(100)).isEmpty();
        assertThat(transcript.textUntil(200)).isEqualTo("e\u0301");
        for (int millis = 300; millis < 700; millis += 100) {
            assertThat(transcript.textUntil(millis)).isEqualTo("e\u0301");
        }
        assertThat(transcript.textUntil(700)).hasSize(9);
    }

    @Test
    void ignoresEmptyCharacters() {
        transcript.add(new SpeechTiming(alignment(List.of("a", "", "b")), null));
        transcript.complete();
        assertThat(transcript.words()).containsExactly(new TimedWord("ab", 0, 0, 300));
    }

    @Test
    void returnsTextFullySpokenUntilTime() {
        assertThat(transcript.textUntil(1000)).isEmpty();
        add("Hi y𠀀");
        assertThat(transcript.textUntil(-1)).isEmpty();
        assertThat(transcript.textUntil(0)).isEmpty();
        assertThat(transcript.textUntil(99.9)).isEmpty();
        assertThat(transcript.textUntil(100)).isEqualTo("H");
        assertThat(transcript.textUntil(300)).isEqualTo("Hi ");
        assertThat(transcript.textUntil(499.9)).isEqualTo("Hi y");
        assertThat(transcript.textUntil(500)).isEqualTo("Hi y𠀀");
        assertThat(transcript.textUntil(Double.MAX_VALUE)).isEqualTo("Hi y𠀀");
    }

    /** The memory for an hour of speech in pieces of one second is proportional to the number of words. */
    @Test
    void boundsMemoryForHourOfSpeech() {
        long before = THREADS.getThreadAllocatedBytes(Thread.currentThread().getId());
        List<List<TimedWord>> seen = new ArrayList<>();
        for (int second = 0; second < 3600; second++) {
            add("abcd fghi klmn ");
            seen.add(transcript.words());
        }
        long allocated = THREADS.getThreadAllocatedBytes(Thread.currentThread().getId()) - before;
        assertThat(transcript.words()).hasSize(10_800);
        assertThat(seen.get(9)).hasSize(30).isEqualTo(transcript.words().subList(0, 30));
        assertThat(transcript.words().get(10_799).endMillis()).isCloseTo(5_399_900, within(1e-3));
        assertThat(allocated).isLessThan(64L * 1024 * 1024);
    }

    @Test
    void returnsUnmodifiableWords() {
        add("a b ");
        assertThatThrownBy(() -> transcript.words().clear()).isInstanceOf(UnsupportedOperationException.class);
        assertThatThrownBy(() -> transcript.words().get(2)).isInstanceOf(IndexOutOfBoundsException.class);
    }
}
