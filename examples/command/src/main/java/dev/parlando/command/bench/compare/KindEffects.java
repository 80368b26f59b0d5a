package dev.parlando.command.bench.compare;

import dev.parlando.command.bench.compare.ComparableStreams.StreamKind;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.apache.commons.statistics.descriptive.Median;

/**
 * The effects of settings and texts on a quantity, such as the leading silence of each text. Both results share them, and
 * they would hide smaller differences between the results. Immutable.
 *
 * <p>The effect of a kind of streams is the median of its values in both results, after the second result was shifted by
 * the median difference over all kinds.
 */
final class KindEffects {
    private static final Median MEDIAN = Median.withDefaults();

    private final int[] before;
    private final int[] after;
    private final int count;

    /** Creates the effects of the kinds, each of which both results have. */
    KindEffects(ComparableStreams streams) {
        List<StreamKind> kinds = new ArrayList<>(
                streams.kinds(streams.before()).stream().distinct().toList());
        before = indices(kinds, streams.kinds(streams.before()));
        after = indices(kinds, streams.kinds(streams.after()));
        count = kinds.size();
    }

    private static int[] indices(List<StreamKind> kinds, List<StreamKind> ofStreams) {
        return ofStreams.stream().mapToInt(kinds::indexOf).toArray();
    }

    /** Returns the values that the streams would have if all were of the median kind. */
    PairedColumn removedFrom(PairedColumn column) {
        double[] shifts = IntStream.range(0, count)
                .mapToDouble(kind ->
                        median(values(column.after(), after, kind)) - median(values(column.before(), before, kind)))
                .toArray();
        double shift = MEDIAN.evaluate(shifts);
        double[] effects = IntStream.range(0, count)
                .mapToDouble(kind -> median(DoubleStream.concat(
                        values(column.before(), before, kind),
                        values(column.after(), after, kind).map(value -> value - shift))))
                .toArray();
        double middle = MEDIAN.evaluate(effects.clone());
        return new PairedColumn(
                subtract(column.before(), before, effects, middle), subtract(column.after(), after, effects, middle));
    }

    /** Returns the factor of the errors, which are too small because the effects are estimated from the same values. */
    double errorFactor() {
        int values = before.length + after.length;
        return Math.sqrt(values / (values - (count - 1.0)));
    }

    private static DoubleStream values(double[] column, int[] kinds, int kind) {
        return IntStream.range(0, column.length)
                .filter(stream -> kinds[stream] == kind)
                .mapToDouble(stream -> column[stream]);
    }

    private static double median(DoubleStream values) {
        return MEDIAN.evaluate(values.toArray());
    }

    private static double[] subtract(double[] column, int[] kinds, double[] effects, double middle) {
        return IntStream.range(0, column.length)
                .mapToDouble(stream -> column[stream] - effects[kinds[stream]] + middle)
                .toArray();
    }
}
