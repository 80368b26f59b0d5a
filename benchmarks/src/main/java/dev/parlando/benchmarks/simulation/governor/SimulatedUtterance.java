package dev.parlando.benchmarks.simulation.governor;

import dev.parlando.governor.Priority;

/**
 * An utterance from its offer until it completes or fails.
 *
 * <p>Threading: confined to the thread that runs its {@link VirtualTime}.
 */
final class SimulatedUtterance {
    private final Priority priority;
    private final long offeredNanos;
    private final long streamNanos;
    private final Runnable onFinish;
    private int refusals;

    /**
     * @param streamNanos the duration of the stream at the service
     * @param onFinish the action of the caller when the utterance has completed or failed
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
