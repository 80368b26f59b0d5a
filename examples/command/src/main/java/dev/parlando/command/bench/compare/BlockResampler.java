package dev.parlando.command.bench.compare;

import java.util.SplittableRandom;
import org.apache.commons.statistics.descriptive.Quantile;

/**
 * Random samples of streams in blocks of consecutive ones, with replacement. The last stream is followed by the first.
 *
 * <p>Threading: confined to one thread.
 */
final class BlockResampler {
    private static final Quantile QUANTILE = Quantile.withDefaults().withCopy(false);

    private final int[] drawn;
    private final double[] values;

    BlockResampler(int streams) {
        drawn = new int[streams];
        values = new double[streams];
    }

    /** Returns the cube root of the number of streams, the usual length of blocks. */
    static int blockLength(int streams) {
        return (int) Math.ceil(Math.cbrt(streams));
    }

    /** Draws the streams of the next sample. */
    void draw(SplittableRandom random) {
        int block = blockLength(drawn.length);
        for (int start = 0; start < drawn.length; start += block) {
            int first = random.nextInt(drawn.length);
            for (int i = start; i < Math.min(start + block, drawn.length); i++) {
                drawn[i] = (first + i - start) % drawn.length;
            }
        }
    }

    /** Returns the percentiles of a column over the drawn streams. */
    double[] percentiles(double[] column, double[] percentiles) {
        for (int i = 0; i < drawn.length; i++) {
            values[i] = column[drawn[i]];
        }
        return QUANTILE.evaluate(values, percentiles);
    }
}
