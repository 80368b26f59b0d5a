package dev.parlando.benchmarks.simulation.governor;

import dev.parlando.governor.Priority;

/**
 * One thing to say, on its way from a caller to its end.
 *
 * <p>Threading: belongs to the thread of its time.
 */
final class Utterance {
    private final Priority priority;
    private final long offeredNanos;
    private final long streamNanos;
    private final Runnable afterwards;
    private int refusals;

    /**
     * @param streamNanos how long the service speaks
     * @param afterwards what its caller does once it ended or failed
     */
    Utterance(Priority priority, long offeredNanos, long streamNanos, Runnable afterwards) {
        this.priority = priority;
        this.offeredNanos = offeredNanos;
        this.streamNanos = streamNanos;
        this.afterwards = afterwards;
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

    void over() {
        afterwards.run();
    }
}
