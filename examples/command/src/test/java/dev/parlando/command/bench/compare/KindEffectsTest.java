package dev.parlando.command.bench.compare;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parlando.command.bench.result.BenchResult;
import dev.parlando.command.bench.result.BenchSamples;
import java.util.List;
import java.util.stream.IntStream;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

class KindEffectsTest {
    private static final Offset<Double> EXACT = Offset.offset(1e-9);

    @Test
    void leavesTheDifferenceOfTheResults() {
        KindEffects effects = effects(30, 30);
        PairedColumn adjusted = effects.removedFrom(new PairedColumn(values(30, 0), values(30, 15)));
        assertThat(adjusted.before()).containsOnly(145.0);
        assertThat(adjusted.after()).containsOnly(160.0);
    }

    @Test
    void acceptsTextsThatOneResultSpeaksMoreOften() {
        KindEffects effects = effects(60, 40);
        PairedColumn adjusted = effects.removedFrom(new PairedColumn(values(60, 0), values(40, 15)));
        assertThat(adjusted.after()[39] - adjusted.before()[59]).isCloseTo(15, EXACT);
        assertThat(adjusted.before()).containsOnly(adjusted.before()[0]);
    }

    @Test
    void errorsGrowByTheNumberOfEffects() {
        assertThat(effects(30, 30).errorFactor()).isCloseTo(Math.sqrt(60 / 31.0), EXACT);
        assertThat(effects(300, 300).errorFactor()).isCloseTo(Math.sqrt(600 / 571.0), EXACT);
        BenchResult text = streams(1);
        assertThat(new KindEffects(ComparableStreams.of(text, text)).errorFactor())
                .isEqualTo(1);
    }

    @Test
    void intervalsGrowWithTheErrors() {
        List<PairedColumn> columns = List.of(new PairedColumn(values(30, 0), values(30, 15)));
        double[] median = {0.5};
        double width = SimultaneousIntervals.of(columns, median, 1, 1).halfWidth(0, 0);
        assertThat(SimultaneousIntervals.of(columns, median, 1.3, 1).halfWidth(0, 0))
                .isCloseTo(1.3 * width, EXACT);
    }

    /** Returns values that depend on the text only: 0, 10, 20, … for the 30 texts. */
    private static double[] values(int streams, double shift) {
        return IntStream.range(0, streams)
                .mapToDouble(stream -> stream % 30 * 10 + shift)
                .toArray();
    }

    private static KindEffects effects(int before, int after) {
        return new KindEffects(ComparableStreams.of(streams(before), streams(after)));
    }

    private static BenchResult streams(int count) {
        return new BenchResult(
                BenchSamples.conditions(),
                IntStream.range(0, count)
                        .mapToObj(index -> BenchSamples.completed(index, BenchSamples.MP3, 1000))
                        .toList());
    }
}
