package dev.parlando.transcript;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

/** Tests that hold for any text, any division into pieces and any times. */
class TranscriptPropertyTest {
    private static final int TRIES = 1000;

    /** A text and its spoken words, which all differ. */
    private record TaggedText(String text, List<String> words) {
        static TaggedText of(Random random) {
            List<String> tags = new ArrayList<>(List.of(
                    "<break time=\"1.0s\" />",
                    "<pause length='x-long'/>",
                    "[whispers]",
                    "[strong French accent]",
                    "</p>",
                    "<p>",
                    "<w role=\"\u0259 \u02c8\">"));
            Collections.shuffle(tags, random);
            StringBuilder text = new StringBuilder();
            List<String> words = new ArrayList<>();
            int count = 1 + random.nextInt(20);
            for (int i = 0; i < count; i++) {
                String word = (char) ('a' + i) + "\u0301" + i + "\ud83d\udc4b";
                word = random.nextInt(4) == 0 ? "(" + word + ")," : word;
                words.add(word);
                boolean spoken = i > 0 && !tags.isEmpty() && tags.get(0).startsWith("<w");
                text.append(spoken ? tags.remove(0) + word + "</w>" : word);
                boolean tagged = !tags.isEmpty() && !tags.get(0).startsWith("<w") && random.nextInt(3) == 0;
                String blank = random.nextInt(3) == 0 ? "\n" : " ";
                text.append(tagged && random.nextBoolean() ? "" : blank);
                text.append(tagged ? tags.remove(0) + (random.nextBoolean() ? "" : blank) : "");
            }
            return new TaggedText(text.toString(), words);
        }
    }

    private static Transcript transcript(List<SpeechTiming> pieces, double lengthMillis) {
        Transcript transcript = new Transcript();
        pieces.forEach(transcript::add);
        transcript.complete(lengthMillis);
        return transcript;
    }

    private static void assertWords(TaggedText expected, Transcript transcript, double lengthMillis) {
        List<TimedWord> words = transcript.words().stream()
                .map(word -> word.limitedTo(lengthMillis))
                .toList();
        assertThat(words).extracting(TimedWord::text).isEqualTo(expected.words());
        double now = 0;
        for (TimedWord word : words) {
            assertThat(word.startMillis()).isGreaterThanOrEqualTo(now);
            assertThat(word.endMillis()).isBetween(word.startMillis(), lengthMillis);
            now = word.endMillis();
        }
        assertCaptions(expected.words(), Captions.of(transcript.words()));
        assertCaptions(expected.words(), Captions.of(words));
    }

    private static void assertCaptions(List<String> words, List<Caption> captions) {
        long free = 0;
        StringBuilder shown = new StringBuilder();
        for (Caption caption : captions) {
            assertThat(caption.startMillis()).isGreaterThanOrEqualTo(free);
            assertThat(caption.endMillis() - caption.startMillis()).isGreaterThanOrEqualTo(1000);
            assertThat(caption.text().lines()).hasSizeBetween(1, 2);
            free = caption.endMillis();
            shown.append(caption.text()).append('\n');
        }
        assertThat(List.of(shown.toString().strip().split("\\s", -1))).isEqualTo(words);
    }

    @Property(tries = TRIES, seed = "1")
    void findsWordsAndWholeTextInAnyDivision(@ForAll long seed) {
        Random random = new Random(seed);
        TaggedText text = TaggedText.of(random);
        TimingPieces pieces = TimingPieces.even(text.text(), 0.02 + random.nextDouble() / 10);
        List<List<SpeechTiming>> divisions = List.of(
                pieces.continued(random),
                pieces.restarted(random),
                pieces.timedFromTheirStart(random),
                pieces.inLongEntries(random));
        for (List<SpeechTiming> division : divisions) {
            double lengthMillis = pieces.lengthMillis() + 1e-6;
            Transcript transcript = transcript(division, lengthMillis);
            assertWords(text, transcript, lengthMillis);
            assertThat(transcript.textUntil(Double.MAX_VALUE)).isEqualTo(text.text());
            assertThat(transcript.words().get(transcript.words().size() - 1).startMillis())
                    .isGreaterThanOrEqualTo(transcript.words().size() - 1);
        }
    }

    @Property(tries = TRIES, seed = "2")
    void findsEachWordOnceDespiteInvalidTimes(@ForAll long seed) {
        Random random = new Random(seed);
        TaggedText text = TaggedText.of(random);
        TimingPieces pieces = withInvalidTimes(text.text(), random);
        double lengthMillis = random.nextInt(20_000);
        assertWords(text, transcript(pieces.continued(random), lengthMillis), lengthMillis);
    }

    private static TimingPieces withInvalidTimes(String text, Random random) {
        List<String> characters =
                text.codePoints().mapToObj(Character::toString).toList();
        double[] starts = new double[characters.size()];
        double[] ends = new double[characters.size()];
        int kinds = 1 + random.nextInt(10);
        for (int i = 0; i < starts.length; i++) {
            starts[i] = time(random, random.nextInt(kinds), i);
            ends[i] = time(random, random.nextInt(kinds), i + 1);
        }
        return new TimingPieces(characters, starts, ends);
    }

    private static double time(Random random, int kind, int index) {
        return switch (kind) {
            case 0, 1, 2 -> index / 10.0;
            case 3 -> Double.NaN;
            case 4 -> 0;
            case 5 -> -random.nextDouble();
            case 6 -> 10 * random.nextDouble();
            case 7 -> Double.POSITIVE_INFINITY;
            case 8 -> Double.NEGATIVE_INFINITY;
            default -> Math.pow(10, random.nextInt(310));
        };
    }

    /** Nothing is expected of the words if the pieces have no order either. */
    @Property(tries = TRIES, seed = "3")
    void keepsTimesInOrderForPiecesInAnyOrder(@ForAll long seed) {
        Random random = new Random(seed);
        TimingPieces pieces = withInvalidTimes("Aa [aa <a> aaa \ud83d\ude00 aa. 你好。 <a", random);
        List<SpeechTiming> timings = new ArrayList<>(pieces.restarted(random));
        timings.addAll(pieces.marked(random));
        Collections.shuffle(timings, random);
        Transcript transcript = transcript(timings, random.nextInt(3000) - 1000);
        double now = 0;
        for (TimedWord word : transcript.words()) {
            assertThat(word.startMillis()).isGreaterThanOrEqualTo(now);
            assertThat(word.endMillis()).isGreaterThanOrEqualTo(word.startMillis());
            assertThat(word.text()).isNotBlank();
            now = word.endMillis();
        }
        for (double millis = -1; millis < 5000; millis += 50) {
            assertThat(transcript.textUntil(Double.MAX_VALUE)).startsWith(transcript.textUntil(millis));
        }
        Captions.of(transcript.words());
    }
}
