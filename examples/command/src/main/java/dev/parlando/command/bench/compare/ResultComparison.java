package dev.parlando.command.bench.compare;

import dev.parlando.command.bench.result.BenchResult;
import dev.parlando.command.bench.result.StreamResult;
import dev.parlando.command.console.CommandException;
import java.util.ArrayList;
import java.util.List;
import org.apache.commons.statistics.descriptive.Quantile;

/**
 * The comparison of two results. Immutable.
 *
 * @param conditions conditions in which the runs differ
 * @param differences the medians and 90th percentiles of the common latencies, then those of the stages
 * @param failures the failed streams
 * @param leftOutBefore completed streams of the first result that the second has no counterpart for
 * @param leftOutAfter the same of the second result
 */
record ResultComparison(
        List<ConditionDifference> conditions,
        List<MeasuredDifference> differences,
        FailureDifference failures,
        int leftOutBefore,
        int leftOutAfter) {
    /** Smallest number of completed streams for a comparison of medians. */
    static final int MIN_STREAMS = 10;

    /** Smallest number of completed streams with enough slow ones for a comparison of the 90th percentiles. */
    private static final int MIN_STREAMS_OF_P90 = 40;

    private static final long SEED = 20;
    /** Standard errors between the limit of detection and a true difference that is found in four of five cases. */
    private static final double POWER_80 = 0.84;

    private static final double PERCENT = 100;

    /**
     * Compares the completed streams of two results.
     *
     * @throws CommandException if a result has fewer than {@value #MIN_STREAMS} of them
     */
    static ResultComparison of(BenchResult before, BenchResult after) {
        ComparableStreams all = ComparableStreams.of(before, after);
        ComparableStreams completed = all.completed();
        List<ComparedQuantity> quantities = ComparedQuantity.common(completed.before(), completed.after());
        ComparableStreams measured = all.measured(quantities);
        checkSize("A", measured.before(), before, quantities);
        checkSize("B", measured.after(), after, quantities);
        return new ResultComparison(
                ConditionDifference.of(before, after),
                differences(quantities, measured),
                FailureDifference.of(all),
                leftOut(before, measured.before()),
                leftOut(after, measured.after()));
    }

    private static void checkSize(
            String name, List<StreamResult> measured, BenchResult result, List<ComparedQuantity> quantities) {
        if (measured.size() < MIN_STREAMS || quantities.isEmpty()) {
            throw new CommandException(
                    name + " has " + measured.size() + " completed streams of "
                            + result.streams().size() + "; a comparison needs " + MIN_STREAMS
                            + ", so repeat the run with more --requests",
                    null);
        }
    }

    private static int leftOut(BenchResult result, List<StreamResult> measured) {
        return (int) result.streams().stream().filter(StreamResult::completed).count() - measured.size();
    }

    private static List<MeasuredDifference> differences(List<ComparedQuantity> quantities, ComparableStreams streams) {
        KindEffects effects = new KindEffects(streams);
        List<PairedColumn> columns = quantities.stream()
                .map(quantity -> new PairedColumn(quantity.millis(streams.before()), quantity.millis(streams.after())))
                .map(effects::removedFrom)
                .toList();
        boolean tail = Math.min(streams.before().size(), streams.after().size()) >= MIN_STREAMS_OF_P90;
        double[] shares = tail ? new double[] {0.5, 0.9} : new double[] {0.5};
        SimultaneousIntervals intervals = SimultaneousIntervals.of(columns, shares, effects.errorFactor(), SEED);
        List<MeasuredDifference> differences = new ArrayList<>();
        for (int column = 0; column < columns.size(); column++) {
            for (int share = 0; share < shares.length; share++) {
                differences.add(difference(
                        quantities.get(column), columns.get(column), shares[share], intervals, column, share));
            }
        }
        return differences;
    }

    private static MeasuredDifference difference(
            ComparedQuantity quantity,
            PairedColumn values,
            double share,
            SimultaneousIntervals intervals,
            int column,
            int percentile) {
        double halfWidth = intervals.halfWidth(column, percentile);
        return new MeasuredDifference(
                quantity,
                (int) Math.round(share * PERCENT),
                Quantile.withDefaults().evaluate(values.before(), share),
                Quantile.withDefaults().evaluate(values.after(), share),
                halfWidth,
                MeasuredDifference.IGNORED_MILLIS + halfWidth + POWER_80 * intervals.standardError(column, percentile));
    }
}
