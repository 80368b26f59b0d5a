package dev.parlando.command.bench.compare;

import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.apache.commons.statistics.descriptive.Quantile;

/**
 * Random samples of streams in blocks of consecutive ones, with replacement. The last stream is followed by the first.
 *
 * <p>Threading: confined to one thread.
 */
final class BlockResampler {
    private static final Quantile QUANTILE = Quantile.withDefaults();

    private final List<OrderedColumn> columns;
    private final int[] times;
    private final double[] values;

    /**
     * Creates a resampler.
     *
     * @param columns values of the same streams in every column
     */
    BlockResampler(List<double[]> columns) {
        this.columns = columns.stream().map(OrderedColumn::new).toList();
        int streams = columns.get(0).length;
        times = new int[streams];
        values = new double[streams];
    }

    /** Returns the cube root of the number of streams, the usual length of blocks. */
    static int blockLength(int streams) {
        return (int) Math.ceil(Math.cbrt(streams));
    }

    /** Draws the streams of the next sample. */
    void draw(SplittableRandom random) {
        Arrays.fill(times, 0);
        int block = blockLength(times.length);
        for (int start = 0; start < times.length; start += block) {
            int first = random.nextInt(times.length);
            int end = first + Math.min(block, times.length - start);
            for (int i = first; i < end; i++) {
                times[i % times.length]++;
            }
        }
    }

    /** Returns the percentiles of a column over the drawn streams. */
    double[] percentiles(int column, double[] percentiles) {
        columns.get(column).copySample(times, values);
        return QUANTILE.evaluate(values.length, index -> values[index], percentiles);
    }
}
