package dev.parlando.command.bench.compare;

import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.apache.commons.statistics.descriptive.Quantile;

/**
 * Confidence intervals of the differences between percentiles of two results, which hold together for all columns.
 *
 * <p>The method is a bootstrap of blocks: consecutive streams share conditions, so they are drawn together. The
 * half-width of each interval is its standard error times one factor, the quantile of the largest standardised
 * deviation of a resample. That factor corrects for the number of comparisons (Westfall and Young, single step).
 *
 * <p>Threading: stateless. The same data and seed give the same intervals.
 */
final class SimultaneousIntervals {
    /** Probability that all intervals contain the true differences. */
    static final double CONFIDENCE = 0.95;

    private static final int MAX_RESAMPLES = 1000;
    private static final int MIN_RESAMPLES = 400;
    private static final int RESAMPLED_VALUES = 10_000_000;
    private static final Quantile QUANTILE = Quantile.withDefaults();

    private final List<PairedColumn> columns;
    private final double[] percentiles;
    private final double[][] deviations;
    private final double[] differences;
    private final double[] errors;
    private final double factor;

    private SimultaneousIntervals(List<PairedColumn> columns, double[] percentiles, double errorFactor, long seed) {
        this.columns = columns;
        this.percentiles = percentiles;
        differences = differences();
        deviations = resample(new SplittableRandom(seed), errorFactor);
        errors = standardErrors();
        factor = factor();
    }

    /**
     * Computes the intervals.
     *
     * @param columns values of the same streams in every column
     * @param percentiles such as 0.5 and 0.9
     * @param errorFactor factor by which the errors exceed those of the resamples
     */
    static SimultaneousIntervals of(List<PairedColumn> columns, double[] percentiles, double errorFactor, long seed) {
        return new SimultaneousIntervals(columns, percentiles, errorFactor, seed);
    }

    /** Returns the percentile of the second result less that of the first. */
    double difference(int column, int percentile) {
        return differences[cell(column, percentile)];
    }

    /** Returns half the width of the interval. */
    double halfWidth(int column, int percentile) {
        return factor * standardError(column, percentile);
    }

    double standardError(int column, int percentile) {
        return errors[cell(column, percentile)];
    }

    private int cell(int column, int percentile) {
        return column * percentiles.length + percentile;
    }

    private double[] differences() {
        double[] result = new double[columns.size() * percentiles.length];
        for (int column = 0; column < columns.size(); column++) {
            double[] before = QUANTILE.evaluate(columns.get(column).before(), percentiles);
            double[] after = QUANTILE.evaluate(columns.get(column).after(), percentiles);
            for (int percentile = 0; percentile < percentiles.length; percentile++) {
                result[cell(column, percentile)] = after[percentile] - before[percentile];
            }
        }
        return result;
    }

    private double[][] resample(SplittableRandom random, double errorFactor) {
        int before = columns.get(0).before().length;
        int after = columns.get(0).after().length;
        int count = Math.max(MIN_RESAMPLES, Math.min(MAX_RESAMPLES, RESAMPLED_VALUES / (before + after)));
        double enlargement = errorFactor * enlargement(Math.min(before, after));
        double[][] result = new double[count][];
        BlockResampler blocksBefore =
                new BlockResampler(columns.stream().map(PairedColumn::before).toList());
        BlockResampler blocksAfter =
                new BlockResampler(columns.stream().map(PairedColumn::after).toList());
        for (int round = 0; round < count; round++) {
            blocksBefore.draw(random);
            blocksAfter.draw(random);
            result[round] = deviations(blocksBefore, blocksAfter, enlargement);
        }
        return result;
    }

    private double[] deviations(BlockResampler blocksBefore, BlockResampler blocksAfter, double enlargement) {
        double[] result = new double[differences.length];
        for (int column = 0; column < columns.size(); column++) {
            double[] before = blocksBefore.percentiles(column, percentiles);
            double[] after = blocksAfter.percentiles(column, percentiles);
            for (int percentile = 0; percentile < percentiles.length; percentile++) {
                int cell = cell(column, percentile);
                result[cell] = enlargement * (after[percentile] - before[percentile] - differences[cell]);
            }
        }
        return result;
    }

    /** Returns the factor of the deviations for the blocks that a short result has too few of. */
    private static double enlargement(int streams) {
        return Math.sqrt(1 + (double) BlockResampler.blockLength(streams) / streams);
    }

    /** Returns the root mean square of the deviations. */
    private double[] standardErrors() {
        double[] result = new double[differences.length];
        for (int cell = 0; cell < result.length; cell++) {
            double squares = 0;
            for (double[] deviation : deviations) {
                squares += deviation[cell] * deviation[cell];
            }
            result[cell] = Math.sqrt(squares / deviations.length);
        }
        return result;
    }

    private double factor() {
        double[] largest = Arrays.stream(deviations).mapToDouble(this::largest).toArray();
        return QUANTILE.evaluate(largest, CONFIDENCE);
    }

    private double largest(double[] deviation) {
        double result = 0;
        for (int cell = 0; cell < deviation.length; cell++) {
            if (errors[cell] > 0) {
                result = Math.max(result, Math.abs(deviation[cell]) / errors[cell]);
            }
        }
        return result;
    }
}
