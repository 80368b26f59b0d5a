package dev.parlando.transcript;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
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
