package dev.parlando.command.bench.compare;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.apache.commons.statistics.descriptive.Quantile;
import org.junit.jupiter.api.Test;

class BlockResamplerTest {
    private static final double[] PERCENTILES = {0.1, 0.5, 0.9};

    /** Computes each sample a second time, in the order of its streams. */
    @Test
    void computesPercentilesOfConsecutiveStreams() {
        for (int streams : new int[] {1, 2, 10, 61}) {
            double[] column = new SplittableRandom(streams)
                    .ints(streams, 0, 20) // Many values are equal.
                    .asDoubleStream()
                    .toArray();
            BlockResampler resampler = new BlockResampler(List.of(new double[streams], column));
            SplittableRandom random = new SplittableRandom(1);
            SplittableRandom again = new SplittableRandom(1);
            for (int round = 0; round < 50; round++) {
                resampler.draw(random);
                assertThat(resampler.percentiles(1, PERCENTILES))
                        .isEqualTo(Quantile.withDefaults().evaluate(sample(column, again), PERCENTILES));
                assertThat(resampler.percentiles(0, PERCENTILES)).containsOnly(0);
            }
        }
    }

    private static double[] sample(double[] column, SplittableRandom random) {
        List<Double> sample = new ArrayList<>();
        int block = BlockResampler.blockLength(column.length);
        while (sample.size() < column.length) {
            int first = random.nextInt(column.length);
            for (int i = 0; i < block && sample.size() < column.length; i++) {
                sample.add(column[(first + i) % column.length]);
            }
        }
        return sample.stream().mapToDouble(Double::doubleValue).toArray();
    }
}
