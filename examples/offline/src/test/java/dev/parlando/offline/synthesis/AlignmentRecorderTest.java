package dev.parlando.offline.synthesis;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parlando.transcript.Alignment;
import dev.parlando.transcript.SpeechTiming;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class AlignmentRecorderTest {
    private static final double END = Double.POSITIVE_INFINITY;

    @Test
    void distributesSoundsOverCharactersOfWord() {
        AlignmentRecorder keeper = new AlignmentRecorder("Four");
        keeper.add(ascii("Four"), List.of(token(0, 4, word("four", 0.2, 0.4, 0.5))), 1, 1.5);
        SpeechTiming timing = keeper.drainUntil(END);
        assertThat(times(timing.alignment())).isEqualTo("F1.20-1.30 o1.30-1.40 u1.40-1.45 r1.45-1.50");
        assertThat(times(timing.normalizedAlignment())).isEqualTo(times(timing.alignment()));
    }

    @Test
    void assignsSilenceToFirstBlankAndLastCharacter() {
        AlignmentRecorder keeper = new AlignmentRecorder("\"A,\" <x> b.");
        int[] origins = {0, 1, 2, 3, 4, 9, 10};
        Sentence sentence = new Sentence("\"A,\" b.", origins, Integer.MAX_VALUE);
        keeper.add(sentence, List.of(token(1, 2, word("a", 0.2, 0.3)), token(5, 6, word("b", 0.5, 0.6))), 0, 0.9);
        SpeechTiming timing = keeper.drainUntil(END);
        assertThat(times(timing.alignment()))
                .isEqualTo("\"0.00-0.20 A0.20-0.30 ,0.30-0.30 \"0.30-0.30  0.30-0.50 <0.50-0.50 x0.50-0.50 >0.50-0.50"
                        + "  0.50-0.50 b0.50-0.60 .0.60-0.90");
        assertThat(times(timing.normalizedAlignment()))
                .isEqualTo("\"0.00-0.20 A0.20-0.30 ,0.30-0.30 \"0.30-0.30  0.30-0.50 b0.50-0.60 .0.60-0.90");
    }

    @Test
    void timesExpandedWordsSeparately() {
        AlignmentRecorder keeper = new AlignmentRecorder("$2!");
        List<SpokenWord> words = List.of(word("two", 0.1, 0.2), word("us", 0.3, 0.4, 0.5), word("'s", 0.5, 0.6));
        keeper.add(ascii("$2!"), List.of(token(0, 2, words)), 0, 0.7);
        SpeechTiming timing = keeper.drainUntil(END);
        assertThat(times(timing.alignment())).isEqualTo("$0.10-0.40 20.40-0.60 !0.60-0.70");
        assertThat(Objects.requireNonNull(timing.normalizedAlignment()).text()).isEqualTo("two us's!");
        assertThat(times(timing.normalizedAlignment())).contains(" 0.20-0.30 u0.30-0.40 s0.40-0.50 '0.50-0.55");
    }

    @Test
    void alignsConsecutiveSentences() {
        AlignmentRecorder keeper = new AlignmentRecorder("A. B");
        keeper.add(new Sentence("A.", new int[] {0, 1}, 3), List.of(token(0, 1, word("a", 0.1, 0.2))), 0, 0.5);
        assertThat(times(keeper.drainUntil(0.15).alignment())).isEqualTo("A0.10-0.20");
        assertThat(keeper.drainUntil(0.15)).isEqualTo(new SpeechTiming(null, null));
        assertThat(times(keeper.drainUntil(0.5).normalizedAlignment())).isEqualTo(".0.20-0.20  0.20-0.50");
        keeper.add(
                new Sentence("B", new int[] {3}, Integer.MAX_VALUE), List.of(token(0, 1, word("b", 0.1, 0.2))), 0.5, 1);
        assertThat(times(keeper.drainUntil(END).normalizedAlignment())).isEqualTo("B0.60-1.00");
    }

    @Test
    void alignsCombiningAccentsLigaturesAndSurrogates() {
        AlignmentRecorder keeper = new AlignmentRecorder("e\u0301\u00e6\ud800");
        Sentence sentence = new Sentence("eae", new int[] {0, 2, 2}, Integer.MAX_VALUE);
        keeper.add(sentence, List.of(token(0, 3, word("eae", 0, 0.3))), 0, 0.3);
        assertThat(times(keeper.drainUntil(END).alignment()))
                .isEqualTo("e0.00-0.10 \u03010.10-0.10 \u00e60.10-0.30 \ufffd0.30-0.30");
    }

    @Test
    void assignsSilenceToTextWithoutWords() {
        AlignmentRecorder keeper = new AlignmentRecorder("... ");
        keeper.add(Sentence.EMPTY, List.of(), 0, 0.2);
        SpeechTiming timing = keeper.drainUntil(END);
        assertThat(times(timing.alignment())).isEqualTo(".0.00-0.00 .0.00-0.00 .0.00-0.00  0.00-0.20");
        assertThat(timing.normalizedAlignment()).isNull();
    }

    private static Sentence ascii(String text) {
        return new Sentence(text, IntStream.range(0, text.length()).toArray(), Integer.MAX_VALUE);
    }

    private static SpokenToken token(int from, int to, SpokenWord word) {
        return token(from, to, List.of(word));
    }

    private static SpokenToken token(int from, int to, List<SpokenWord> words) {
        return new SpokenToken(from, to, words);
    }

    private static SpokenWord word(String text, double... boundarySeconds) {
        return new SpokenWord(text, boundarySeconds);
    }

    private static String times(@Nullable Alignment alignment) {
        StringBuilder times = new StringBuilder();
        for (int i = 0; i < Objects.requireNonNull(alignment).size(); i++) {
            times.append(i == 0 ? "" : " ").append(alignment.character(i));
            times.append(hundredths(alignment.startMillis(i))).append('-').append(hundredths(alignment.endMillis(i)));
        }
        return times.toString();
    }

    private static String hundredths(double millis) {
        long rounded = Math.round(millis / 10);
        return rounded / 100 + "." + rounded / 10 % 10 + rounded % 10;
    }
}
