package dev.parlando.fleet;

import dev.parlando.governor.Priority;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The figures of a {@link FleetSimulation} from a start on. Confined to one thread. */
final class SimulationFigures {
    static final String HEADER =
            "| engines | limit | utterances | failed | beyond the limit, % | used, % | LIVE p50, ms | LIVE p99 |"
                    + " PREFETCH p50 | PREFETCH p99 | longest wait, s | calls per utterance | calls/s | CPU per call, µs |"
                    + " CPU of one core, % | lost exchanges |";

    private final int limit;
    private final Map<Priority, List<Long>> waitsNanos = new EnumMap<>(Priority.class);
    private int running;
    private int waiting;
    private long changedNanos;
    private double usedNanos;
    private double saturatedNanos;
    int started;
    int beyondLimit;
    int failed;

    SimulationFigures(int limit, long nowNanos) {
        this.limit = limit;
        this.changedNanos = nowNanos;
    }

    /** Starts to count. */
    void reset(long nowNanos) {
        onTime(nowNanos);
        usedNanos = 0;
        saturatedNanos = 0;
        started = 0;
        beyondLimit = 0;
        waitsNanos.clear();
    }

    private void onTime(long nowNanos) {
        if (waiting > 0) {
            saturatedNanos += nowNanos - changedNanos;
            usedNanos += (double) Math.min(running, limit) / limit * (nowNanos - changedNanos);
        }
        changedNanos = nowNanos;
    }

    void onSubmitted(long nowNanos) {
        onTime(nowNanos);
        waiting++;
    }

    void onStarted(Priority priority, long submittedNanos, long nowNanos) {
        onTime(nowNanos);
        waiting--;
        running++;
        started++;
        beyondLimit += running > limit ? 1 : 0;
        waitsNanos.computeIfAbsent(priority, each -> new ArrayList<>()).add(nowNanos - submittedNanos);
    }

    void onEnded(long nowNanos) {
        onTime(nowNanos);
        running--;
    }

    /** Counts a request that ended with its engine before it had a permit. */
    void onWithdrawn(long nowNanos) {
        onTime(nowNanos);
        waiting--;
    }

    int waiting() {
        return waiting;
    }

    double usedPercent() {
        return 100 * usedNanos / Math.max(1, saturatedNanos);
    }

    double beyondLimitPercent() {
        return 100.0 * beyondLimit / Math.max(1, started);
    }

    long waitMillis(Priority priority, double quantile) {
        List<Long> sorted =
                waitsNanos.getOrDefault(priority, List.of()).stream().sorted().toList();
        return sorted.isEmpty() ? 0 : sorted.get((int) (quantile * (sorted.size() - 1))) / 1_000_000;
    }

    long longestWaitMillis() {
        return Arrays.stream(Priority.values())
                .mapToLong(each -> waitMillis(each, 1))
                .max()
                .orElse(0);
    }

    String row(int engines, long calls, double seconds, double cpuSeconds, int lostExchanges) {
        return String.format(
                Locale.ROOT,
                "| %,d | %,d | %,d | %d | %.2f | %.1f | %,d | %,d | %,d | %,d | %.1f | %.1f | %,.0f | %.0f | %.1f | %,d |",
                engines,
                limit,
                started,
                failed,
                beyondLimitPercent(),
                usedPercent(),
                waitMillis(Priority.LIVE, 0.5),
                waitMillis(Priority.LIVE, 0.99),
                waitMillis(Priority.PREFETCH, 0.5),
                waitMillis(Priority.PREFETCH, 0.99),
                longestWaitMillis() / 1e3,
                (double) calls / Math.max(1, started),
                calls / seconds,
                cpuSeconds / Math.max(1, calls) * 1e6,
                100 * cpuSeconds / seconds,
                lostExchanges);
    }
}
