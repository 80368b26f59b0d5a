package dev.parlando.benchmarks.simulation.governor;

import dev.parlando.governor.Priority;
import java.util.EnumMap;
import java.util.Map;
import org.HdrHistogram.Histogram;

/** The waiting times of utterances, per priority and in total. */
final class WaitHistogram {
    private static final double MICROS_PER_SECOND = 1e6;

    private final Histogram all = new Histogram(3);
    private final Map<Priority, Histogram> byPriority = new EnumMap<>(Priority.class);

    void add(Priority priority, long nanos) {
        long micros = nanos / 1000;
        all.recordValue(micros);
        of(priority).recordValue(micros);
    }

    private Histogram of(Priority priority) {
        return byPriority.computeIfAbsent(priority, unused -> new Histogram(3));
    }

    double seconds(double percentile) {
        return all.getValueAtPercentile(percentile) / MICROS_PER_SECOND;
    }

    double liveSeconds(double percentile) {
        return of(Priority.LIVE).getValueAtPercentile(percentile) / MICROS_PER_SECOND;
    }

    double longestPrefetchSeconds() {
        return of(Priority.PREFETCH).getMaxValue() / MICROS_PER_SECOND;
    }
}
