package dev.parlando.transcript;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Tests for transcripts of dialogues, whose lines the service sends without a character between them. */
class DialogueTranscriptTest {
    private final Transcript transcript = Transcript.of("Hi there!\n[calm] Go on.", "eleven_v3");

    private static VoiceSegment segment(int line, int from, int to) {
        return new VoiceSegment("voice" + line, line, 0, 0, from, to);
    }

    /** Returns a piece whose characters last 100 ms each. */
    private static SpeechTiming piece(String text, int startTenths, VoiceSegment... segments) {
        List<String> characters =
                text.codePoints().mapToObj(Character::toString).toList();
        double[] starts = IntStream.range(0, text.length())
                .mapToDouble(i -> (startTenths + i) / 10.0)
                .toArray();
        double[] ends = IntStream.range(0, text.length())
                .mapToDouble(i -> (startTenths + i + 1) / 10.0)
                .toArray();
        return new SpeechTiming(new Alignment(characters, starts, ends), null, List.of(segments));
    }

    private void assertWordsOfBothLines() {
        transcript.complete();
        assertThat(transcript.words())
                .containsExactly(
                        new TimedWord("Hi", 0, 0, 200),
                        new TimedWord("there!", 3, 300, 900),
                        new TimedWord("Go", 17, 1600, 1800),
                        new TimedWord("on.", 20, 1900, 2200));
    }

    @Test
    void separatesLinesWithinOnePiece() {
        transcript.add(piece("Hi there![calm] Go on.", 0, segment(0, 0, 9), segment(1, 9, 22)));
        assertWordsOfBothLines();
        assertThat(transcript.textUntil(850)).isEqualTo("Hi there");
        assertThat(transcript.textUntil(900)).isEqualTo("Hi there!\n");
        assertThat(transcript.textUntil(2200)).isEqualTo("Hi there!\n[calm] Go on.");
    }

    @Test
    void separatesLinesAcrossPieces() {
        transcript.add(piece("Hi the", 0, segment(0, 0, 6)));
        transcript.add(piece("re![ca", 6, segment(0, 0, 3), segment(1, 3, 6)));
        transcript.add(piece("lm] Go on.", 12, segment(1, 0, 10)));
        assertWordsOfBothLines();
    }

    @Test
    void separatesLinesThatStartWithPiece() {
        transcript.add(piece("Hi there!", 0, segment(0, 0, 9)));
        transcript.add(piece("[calm] Go on.", 9, segment(1, 0, 13)));
        assertWordsOfBothLines();
    }

    @Test
    void ignoresSegmentsOutsideOfPiece() {
        transcript.add(piece("Hi there! ", 0, segment(0, -5, 0), segment(1, 10, 99)));
        transcript.add(piece("Go on.", 10));
        transcript.complete();
        assertThat(transcript.words()).extracting(TimedWord::text).containsExactly("Hi", "there!", "Go", "on.");
        assertThat(transcript.textUntil(1600)).isEqualTo("Hi there! Go on.");
    }

    @Test
    void separatesCaptionsOfAdjacentLines() {
        transcript.add(piece("One.Two.", 0, segment(0, 0, 4), segment(1, 4, 8)));
        transcript.complete();
        assertThat(Captions.of(transcript.words()).stream().map(Caption::text))
                .noneMatch(text -> text.contains("One.Two"));
    }

    @Test
    void shiftsSegmentsWithCharacters() {
        SpeechTiming later =
                new SpeechTiming(null, null, List.of(new VoiceSegment("a", 1, 100, 200, 3, 4))).shifted(50);
        assertThat(later.voiceSegments()).containsExactly(new VoiceSegment("a", 1, 150, 250, 3, 4));
    }
}
