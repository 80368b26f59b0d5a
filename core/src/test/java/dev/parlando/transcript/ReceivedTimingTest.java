package dev.parlando.transcript;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parlando.internal.delivery.TimestampedAudioParser;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Tests for the words and captions of responses whose alignments have the forms of real services. The bytes and the
 * lines of each response are divided in many ways.
 */
class ReceivedTimingTest {
    private static final int DIVISIONS = 300;
    private static final double BYTES_PER_MILLI = 48;

    /** The stored responses, with their text and words. */
    private enum Stored {
        RESTARTS("timing-restarts", "Guten Tag, Frau Lehmann, wie geht's?", "Guten|Tag,|Frau|Lehmann,|wie|geht's?"),
        NORMALIZED_ONLY("timing-normalized-only", " hospitalized today", "hospitalized|today"),
        TAGS("timing-tags", "Wait <break time=\"1.0s\" /> now. [whispers] A secret.", "Wait|now.|A|secret."),
        COLLAPSED("timing-collapsed", "Good start here. " + numbered(" "), "Good|start|here.|" + numbered("|"));

        final String file;
        final String text;
        private final String joinedWords;

        Stored(String file, String text, String words) {
            this.file = file + ".pcm_24000.jsonl";
            this.text = text;
            this.joinedWords = words;
        }

        List<String> words() {
            return List.of(joinedWords.split("\\|", -1));
        }

        /** Divides the text in the way in which the service divides this response. */
        List<SpeechTiming> divide(TimingPieces pieces, Random random) {
            return switch (this) {
                case RESTARTS -> pieces.restarted(random);
                case NORMALIZED_ONLY -> pieces.marked(random);
                case TAGS, COLLAPSED -> pieces.continued(random);
            };
        }

        private static String numbered(String separator) {
            return String.join(
                    separator,
                    IntStream.range(0, 60).mapToObj(number -> "word" + number).toList());
        }

        byte[] bytes() throws IOException {
            try (InputStream resource = Objects.requireNonNull(ReceivedTimingTest.class.getResourceAsStream(file))) {
                return resource.readAllBytes();
            }
        }
    }

    /** The times and the length of the audio of a response. */
    private record Received(List<SpeechTiming> timings, double audioMillis) {
        static Received of(byte[] body, int... ends) {
            TimestampedAudioParser parser = new TimestampedAudioParser();
            List<SpeechTiming> timings = new ArrayList<>();
            long audioBytes = 0;
            int from = 0;
            for (int end : ends) {
                byte[] chunk = Arrays.copyOfRange(body, from, end);
                for (int at = 0; at < chunk.length; ) {
                    at = parser.parse(chunk, at, chunk.length);
                    audioBytes += parser.audioEnd() - parser.audioStart();
                    Stream.ofNullable(parser.timing()).forEach(timings::add);
                }
                from = end;
            }
            return new Received(timings, audioBytes / BYTES_PER_MILLI);
        }

        Transcript transcript() {
            Transcript transcript = new Transcript();
            timings.forEach(transcript::add);
            transcript.complete(audioMillis);
            return transcript;
        }
    }

    private static Received whole(Stored stored) throws IOException {
        byte[] body = stored.bytes();
        return Received.of(body, body.length);
    }

    private static List<String> texts(Transcript transcript) {
        return transcript.words().stream().map(TimedWord::text).toList();
    }

    private static void assertTimes(List<TimedWord> words, double audioMillis) {
        double now = 0;
        for (TimedWord word : words) {
            assertThat(word.startMillis()).isGreaterThanOrEqualTo(now);
            assertThat(word.endMillis()).isBetween(word.startMillis(), audioMillis);
            now = word.endMillis();
        }
    }

    @ParameterizedTest
    @EnumSource
    void findsEachSpokenWordOnce(Stored stored) throws IOException {
        Received received = whole(stored);
        Transcript transcript = received.transcript();
        assertThat(texts(transcript)).isEqualTo(stored.words());
        assertThat(transcript.textUntil(Double.MAX_VALUE)).isEqualTo(stored.text);
        assertTimes(transcript.words(), received.audioMillis());
        for (TimedWord word : transcript.words()) {
            assertThat(stored.text.substring(word.textIndex())).startsWith(word.text());
        }
    }

    @ParameterizedTest
    @EnumSource
    void findsSameWordsInAnyChunksOfBody(Stored stored) throws IOException {
        byte[] body = stored.bytes();
        List<TimedWord> words = whole(stored).transcript().words();
        Random random = new Random(1);
        for (int size : new int[] {1, 2, 3, 7, 1000, 8192}) {
            int[] ends = IntStream.rangeClosed(1, body.length)
                    .filter(end -> end % size == 0 || end == body.length)
                    .toArray();
            assertThat(Received.of(body, ends).transcript().words()).isEqualTo(words);
        }
        for (int i = 0; i < 100; i++) {
            int cut = random.nextInt(body.length);
            assertThat(Received.of(body, cut, body.length).transcript().words()).isEqualTo(words);
        }
    }

    /** The last piece of a response that starts again has all characters. */
    private static TimingPieces pieces(Stored stored, Received received) {
        List<Alignment> alignments = received.timings().stream()
                .flatMap(timing -> Stream.concat(
                        Stream.ofNullable(timing.alignment()), Stream.ofNullable(timing.normalizedAlignment())))
                .toList();
        return switch (stored) {
            case RESTARTS ->
                TimingPieces.joined(
                        List.of(Objects.requireNonNull(received.timings().get(1).alignment())));
            case NORMALIZED_ONLY -> TimingPieces.even("hospitalized today", 0.016);
            case TAGS, COLLAPSED -> TimingPieces.joined(alignments);
        };
    }

    @ParameterizedTest
    @EnumSource
    void findsSameWordsInAnyLines(Stored stored) throws IOException {
        Received received = whole(stored);
        TimingPieces pieces = pieces(stored, received);
        Random random = new Random(2);
        for (int i = 0; i < DIVISIONS; i++) {
            List<SpeechTiming> lines = stored.divide(pieces, random);
            Transcript transcript = new Received(lines, received.audioMillis()).transcript();
            assertThat(texts(transcript)).isEqualTo(stored.words());
            assertTimes(transcript.words(), received.audioMillis());
            assertThat(transcript.textUntil(Double.MAX_VALUE)).isEqualTo(stored.text);
        }
    }

    @ParameterizedTest
    @EnumSource
    void displaysEachCaptionLongEnough(Stored stored) throws IOException {
        List<Caption> captions = Captions.of(whole(stored).transcript().words());
        long free = 0;
        StringBuilder shown = new StringBuilder();
        for (Caption caption : captions) {
            assertThat(caption.startMillis()).isGreaterThanOrEqualTo(free);
            assertThat(caption.endMillis() - caption.startMillis())
                    .isGreaterThanOrEqualTo(1000 * caption.text().lines().count());
            free = caption.endMillis();
            shown.append(caption.text()).append(' ');
        }
        assertThat(List.of(shown.toString().strip().split("\\s", -1))).isEqualTo(stored.words());
    }

    @Test
    void spreadsWordsAtOneInstantOverRemainingAudio() throws IOException {
        Received received = whole(Stored.COLLAPSED);
        List<TimedWord> words = received.transcript().words();
        assertThat(words.get(3).startMillis()).isEqualTo(170);
        for (int i = 4; i < words.size(); i++) {
            assertThat(words.get(i).startMillis() - words.get(i - 1).startMillis())
                    .isGreaterThan(4);
        }
        assertThat(words.get(words.size() - 1).endMillis()).isEqualTo(received.audioMillis());
    }
}
