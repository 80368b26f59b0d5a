package dev.parlando.command.bench.result;

import java.util.Collection;
import java.util.Objects;
import java.util.function.Function;
import org.HdrHistogram.Histogram;
import org.jspecify.annotations.Nullable;

/**
 * Percentiles of microseconds, with the precision of three digits. Immutable.
 *
 * @param count number of values; the percentiles are 0 if it is 0
 */
public record Percentiles(long count, long p50Micros, long p90Micros, long p99Micros, long p999Micros, long maxMicros) {
    private static final int DIGITS = 3;

    /** Returns the percentiles of a value of the streams that have it. */
    public static Percentiles of(Collection<StreamResult> streams, Function<StreamResult, @Nullable Long> value) {
        return of(histogram(streams, value));
    }

    /** Returns the percentiles of the times between consecutive chunks. */
    public static Percentiles ofGaps(Collection<StreamResult> streams) {
        Histogram histogram = new Histogram(DIGITS);
        streams.forEach(stream -> stream.gapsMicros().forEach(histogram::recordValue));
        return of(histogram);
    }

    private static Percentiles of(Histogram micros) {
        return new Percentiles(
                micros.getTotalCount(),
                micros.getValueAtPercentile(50),
                micros.getValueAtPercentile(90),
                micros.getValueAtPercentile(99),
                micros.getValueAtPercentile(99.9),
                micros.getMaxValue());
    }

    static Histogram histogram(Collection<StreamResult> streams, Function<StreamResult, @Nullable Long> value) {
        Histogram histogram = new Histogram(DIGITS);
        streams.stream().map(value).filter(Objects::nonNull).forEach(histogram::recordValue);
        return histogram;
    }
}
