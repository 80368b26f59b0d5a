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
 */
record ResultComparison(
        List<ConditionDifference> conditions, List<MeasuredDifference> differences, FailureDifference failures) {
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
        List<ComparedQuantity> quantities = ComparedQuantity.common(completed(before), completed(after));
        List<StreamResult> first = measured(before, "A", quantities);
        List<StreamResult> second = measured(after, "B", quantities);
        return new ResultComparison(
                ConditionDifference.of(before, after),
                differences(quantities, first, second),
                FailureDifference.of(before, after));
    }

    private static List<StreamResult> completed(BenchResult result) {
        return result.streams().stream().filter(StreamResult::completed).toList();
    }

    /** Returns the completed streams with all of the quantities. */
    private static List<StreamResult> measured(BenchResult result, String name, List<ComparedQuantity> quantities) {
        List<StreamResult> measured = completed(result).stream()
                .filter(stream -> quantities.stream().allMatch(quantity -> quantity.isKnown(stream)))
                .toList();
        if (measured.size() < MIN_STREAMS || quantities.isEmpty()) {
            throw new CommandException(
                    name + " has " + measured.size() + " completed streams of "
                            + result.streams().size() + "; a comparison needs " + MIN_STREAMS
                            + ", so repeat the run with more --requests",
                    null);
        }
        return measured;
    }

    private static List<MeasuredDifference> differences(
            List<ComparedQuantity> quantities, List<StreamResult> first, List<StreamResult> second) {
        List<PairedColumn> columns = quantities.stream()
                .map(quantity -> new PairedColumn(quantity.millis(first), quantity.millis(second)))
                .toList();
        boolean tail = Math.min(first.size(), second.size()) >= MIN_STREAMS_OF_P90;
        double[] shares = tail ? new double[] {0.5, 0.9} : new double[] {0.5};
        SimultaneousIntervals intervals = SimultaneousIntervals.of(columns, shares, SEED);
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
