package dev.parlando.command.bench.compare;

import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;

/** The values of one quantity in ascending order, so that a sample of the streams is in order without sorting. */
final class OrderedColumn {
    private final int[] streams;
    private final double[] values;

    OrderedColumn(double[] column) {
        streams = IntStream.range(0, column.length)
                .boxed()
                .sorted(Comparator.comparingDouble(stream -> column[stream]))
                .mapToInt(Integer::intValue)
                .toArray();
        values = Arrays.stream(streams).mapToDouble(stream -> column[stream]).toArray();
    }

    /**
     * Writes the ascending values of a sample into an array.
     *
     * @param times how often the sample contains each stream
     */
    void copySample(int[] times, double[] sample) {
        int end = 0;
        for (int i = 0; i < values.length; i++) {
            for (int copies = times[streams[i]]; copies > 0; copies--) {
                sample[end++] = values[i];
            }
        }
    }
}
