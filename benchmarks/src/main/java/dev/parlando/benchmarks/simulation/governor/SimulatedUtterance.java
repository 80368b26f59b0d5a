package dev.parlando.benchmarks.simulation.governor;

import dev.parlando.governor.Priority;

/**
 * One thing to say, on its way from a caller to its end.
 *
 * <p>Threading: belongs to the thread of its time.
 */
final class SimulatedUtterance {
    private final Priority priority;
    private final long offeredNanos;
    private final long streamNanos;
    private final Runnable onFinish;
    private int refusals;

    /**
     * @param streamNanos how long the service speaks
     * @param onFinish what its caller does once it ended or failed
     */
    SimulatedUtterance(Priority priority, long offeredNanos, long streamNanos, Runnable onFinish) {
        this.priority = priority;
        this.offeredNanos = offeredNanos;
        this.streamNanos = streamNanos;
        this.onFinish = onFinish;
    }

    Priority priority() {
        return priority;
    }

    long offeredNanos() {
        return offeredNanos;
    }

    long streamNanos() {
        return streamNanos;
    }

    int refusals() {
        return refusals;
    }

    void countRefusal() {
        refusals++;
    }

    void finish() {
        onFinish.run();
    }
}
