package dev.parlando.text;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parlando.internal.json.TimingJson;
import dev.parlando.transcript.Alignment;
import dev.parlando.transcript.SpeechTiming;
import dev.parlando.transcript.TimedWord;
import dev.parlando.transcript.Transcript;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SpokenProgressTest {
    private static final int MILLIS_PER_CHARACTER = 10;
    /** Words as they are sent and as they are spoken. */
    private static final List<String[]> WORDS = List.of(
            new String[] {"fox", "fox"},
            new String[] {"jumps", "jumps"},
            new String[] {"\ud83d\udc4b\u4eca", "\ud83d\udc4b\u4eca"},
            new String[] {"42", "forty-two"},
            new String[] {"$5.50", "five dollars fifty"},
            new String[] {"Dr.", "doctor"},
            new String[] {"the", "the"},
            new String[] {"isn't", "isn't"});

    /** Returns the times of a text that starts at a character, in which each character has the same duration. */
    private static Alignment alignment(String text, int firstCharacter) {
        List<String> characters =
                text.codePoints().mapToObj(Character::toString).toList();
        double[] starts = new double[characters.size()];
        double[] ends = new double[characters.size()];
        for (int i = 0; i < starts.length; i++) {
            starts[i] = (firstCharacter + i) * MILLIS_PER_CHARACTER / 1000.0;
            ends[i] = (firstCharacter + i + 1) * MILLIS_PER_CHARACTER / 1000.0;
        }
        return new Alignment(characters, starts, ends);
    }

    private static SpokenProgress progress(String sent, SpeechTiming... timings) {
        SpokenProgress progress = new SpokenProgress();
        progress.append(sent);
        for (SpeechTiming timing : timings) {
            progress.add(timing, 0);
        }
        return progress;
    }

    private static String heard(String sent, SpokenProgress progress, double millis) {
        return sent.substring(0, progress.heardCharacters(millis));
    }

    private static int characters(String text) {
        return text.codePointCount(0, text.length());
    }

    @Test
    void countsCharactersOfTextAsItWasSent() {
        String sent = "Hello \ud83d\udc4b world";
        SpokenProgress progress = progress(sent, new SpeechTiming(alignment(sent, 0), null));
        assertThat(heard(sent, progress, -1)).isEmpty();
        assertThat(heard(sent, progress, 9)).isEmpty();
        assertThat(heard(sent, progress, 10)).isEqualTo("H");
        assertThat(heard(sent, progress, 69)).isEqualTo("Hello ");
        assertThat(heard(sent, progress, 70)).isEqualTo("Hello \ud83d\udc4b");
        assertThat(heard(sent, progress, 1000)).isEqualTo(sent);
    }

    @ParameterizedTest
    @CsvSource({
        "We have 42 cats., We have forty-two cats., 12, 'We have '",
        "We have 42 cats., We have forty-two cats., 18, 'We have 42 '",
        "It costs $5., It costs five dollars., 15, 'It costs '",
        "It costs $5., It costs five dollars., 22, It costs $5.",
        "[laughs] Hello there, Hello there, 5, [laughs] Hello",
        "Hello  there, hello there, 7, Hello  t",
        "3.14 is pi, three point one four is pi, 23, 3.14 is",
    })
    void countsDifferentTextAsWhole(String sent, String aligned, int characters, String expected) {
        SpokenProgress progress = progress(sent, new SpeechTiming(null, alignment(aligned, 0)));
        progress.complete(0);
        assertThat(heard(sent, progress, characters * MILLIS_PER_CHARACTER)).isEqualTo(expected);
    }

    @Test
    void findsTextAgainAfterSegmentWithoutTimes() {
        String first = "The first sentence has its times. ";
        String lost = "Times of this long sentence, and of the one that follows it, never arrive. It is as if. ";
        String last = "But the last sentence has its times again.";
        SpokenProgress progress = progress(
                first + lost + last,
                new SpeechTiming(alignment(first, 0), null),
                new SpeechTiming(alignment(last, 200), null));
        assertThat(heard(first + lost + last, progress, 2000 + 16 * MILLIS_PER_CHARACTER))
                .isEqualTo(first + lost + "But the last sen");
    }

    @ParameterizedTest
    @CsvSource({
        "Dr. Smith paid $5., doctor smith paid five dollars., Dr. Smith paid $5.",
        "He paid $5. And then, he paid five dollars., 'He paid $5. '",
        "It is 3.5 o'clock?, it is three and a half o'clock?, It is 3.5 o'clock?",
        "He paid $5, he paid five dollars, 'He paid '",
    })
    void countsNumberInFrontOfMarkBeforeTextGoesOn(String sent, String aligned, String expected) {
        SpokenProgress progress = progress(sent, new SpeechTiming(null, alignment(" " + aligned + " ", 0)));
        assertThat(heard(sent, progress, 1e6)).isEqualTo(expected);
        assertThat(progress.hasAllTimes()).isEqualTo(expected.equals(sent));
        int last = characters(aligned) - 1;
        assertThat(heard(sent, progress, last * MILLIS_PER_CHARACTER)).doesNotContain("5.");
    }

    @Test
    void ignoresBlankBehindEachGeneration() {
        String[] sent = {"\u597d\u3002", "\u662f\u3002", "\u8d70\u5427\u3002", "\u597d\u3002"};
        SpokenProgress progress = new SpokenProgress();
        int characters = 0;
        for (String segment : sent) {
            progress.append(segment);
            progress.add(new SpeechTiming(alignment(segment + " ", characters), null), 0);
            characters += segment.length() + 1;
            assertThat(progress.hasAllTimes()).isTrue();
        }
        String all = String.join("", sent);
        assertThat(heard(all, progress, 4 * MILLIS_PER_CHARACTER)).isEqualTo(all.substring(0, 3));
        assertThat(heard(all, progress, 8 * MILLIS_PER_CHARACTER)).isEqualTo(all.substring(0, 6));
        assertThat(heard(all, progress, 1e6)).isEqualTo(all);
    }

    @Test
    void keepsPositionsInLongText() {
        StringBuilder sent = new StringBuilder();
        StringBuilder aligned = new StringBuilder();
        SpokenProgress progress = new SpokenProgress();
        for (int i = 0; i < 2_000; i++) {
            String line = "Line " + i + " costs ";
            progress.append(line + "$5. ");
            progress.add(new SpeechTiming(null, alignment(line + "five dollars. ", aligned.length())), 0);
            sent.append(line).append("$5. ");
            aligned.append(line).append("five dollars. ");
            if (i % 400 == 0) {
                double millis = (aligned.length() - " dollars. ".length()) * (double) MILLIS_PER_CHARACTER;
                assertThat(progress.heardCharacters(millis)).isEqualTo(sent.length() - "$5. ".length());
            }
        }
        assertThat(progress.heardCharacters(1e9)).isEqualTo(sent.length());
    }

    @Test
    void passesTimesToTranscript() {
        Transcript transcript = new Transcript();
        SpokenProgress progress = new SpokenProgress(transcript);
        progress.append("One two");
        progress.add(new SpeechTiming(alignment("One two", 0), null), 0);
        progress.complete(0);
        assertThat(transcript.words()).extracting(TimedWord::text).containsExactly("One", "two");
    }

    @Test
    void countsNothingWithoutTimes() {
        SpokenProgress progress = progress("Hello");
        assertThat(progress.heardCharacters(1000)).isZero();
        progress.complete(1000);
        assertThat(progress.heardCharacters(1000)).isZero();
    }

    @Test
    void alignsTransliterationStepByStep() {
        String sent = "\u4eca".repeat(1000);
        SpokenProgress progress = progress(sent, new SpeechTiming(null, alignment("\u304d".repeat(1200), 0)));
        int middle = progress.heardCharacters(6000);
        assertThat(middle).isBetween(500, 640);
        progress.complete(0);
        assertThat(progress.heardCharacters(6000)).isEqualTo(middle);
        assertThat(progress.heardCharacters(12_000)).isEqualTo(1000);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            quoteCharacter = '|',
            value = {
                "timing-restarts; Guten Tag, Frau Lehmann, wie geht's?; 300; Guten Tag, Frau Le",
                "timing-normalized-only; hospitalized today; 100; hos",
                "timing-tags; Wait <break time=\"1.0s\" /> now. [whispers] A secret.; 250;"
                        + "Wait <break time=\"1.0s\" /> now. [wh",
                "timing-collapsed; Good start here. word0 word1; 165; Good start here.",
            })
    void readsRecordedTimes(String file, String sent, int millis, String expected) throws IOException {
        SpokenProgress progress = progress(sent);
        int last = 0;
        for (SpeechTiming timing : recorded(file)) {
            progress.add(timing, 0);
            assertThat(progress.heardCharacters(millis)).isGreaterThanOrEqualTo(last);
            last = progress.heardCharacters(millis);
        }
        assertThat(heard(sent, progress, millis)).isEqualTo(expected);
        progress.complete(700);
        assertThat(heard(sent, progress, 700)).isEqualTo(sent);
    }

    private static List<SpeechTiming> recorded(String file) throws IOException {
        String path = "/dev/parlando/transcript/" + file + ".pcm_24000.jsonl";
        List<SpeechTiming> timings = new ArrayList<>();
        try (InputStream resource = Objects.requireNonNull(SpokenProgressTest.class.getResourceAsStream(path))) {
            String body = new String(resource.readAllBytes(), StandardCharsets.UTF_8);
            for (String line : body.lines().toList()) {
                byte[] json = line.getBytes(StandardCharsets.UTF_8);
                TimingJson object = TimingJson.read(json, json.length);
                if (object != null && object.timing() != null) {
                    timings.add(object.timing());
                }
            }
        }
        return timings;
    }

    /** Divides a text into pieces, as the service does; pieces with overlap start again at an earlier word. */
    private static List<Alignment> pieces(String text, boolean overlap, Random random) {
        List<Alignment> pieces = new ArrayList<>();
        int from = 0;
        while (from < text.length()) {
            int to = text.offsetByCodePoints(from, Math.min(characters(text.substring(from)), 1 + random.nextInt(30)));
            int start = overlap && random.nextInt(3) == 0 ? 0 : from;
            pieces.add(alignment(text.substring(start, to), characters(text.substring(0, start))));
            from = to;
        }
        return pieces;
    }

    @Property(tries = 1000)
    void followsAnyDivisionOfTimes(@ForAll long seed) {
        Random random = new Random(seed);
        boolean normalized = random.nextBoolean();
        StringBuilder sent = new StringBuilder();
        StringBuilder aligned = new StringBuilder();
        List<int[]> wordEnds = new ArrayList<>();
        int count = 3 + random.nextInt(60);
        for (int i = 0; i < count; i++) {
            String[] word = WORDS.get(random.nextInt(WORDS.size()));
            String unique = " w" + i + "ording" + (i + 1 == count ? "." : ", ");
            sent.append(word[0]).append(unique);
            aligned.append(normalized ? word[1] : word[0]).append(unique);
            wordEnds.add(new int[] {characters(aligned.toString()), sent.length()});
        }
        SpokenProgress progress = progress(sent.toString());
        int last = 0;
        for (Alignment piece : pieces(aligned.toString(), !normalized, random)) {
            progress.add(normalized ? new SpeechTiming(null, piece) : new SpeechTiming(piece, null), 0);
            int heard = progress.heardCharacters(1e9);
            assertThat(heard).isGreaterThanOrEqualTo(last);
            last = heard;
        }
        progress.complete(0);
        for (int[] wordEnd : wordEnds) {
            assertThat(progress.heardCharacters(wordEnd[0] * (double) MILLIS_PER_CHARACTER))
                    .isEqualTo(wordEnd[1]);
        }
    }
}
