package dev.parlando.internal.limiter;

import java.time.Duration;

/**
 * Estimates how long a request keeps its permit, and so how long one must wait for one.
 *
 * <p>Threading: guarded by the gate's lock.
 */
final class PermitDuration {
    private static final double WEIGHT = 0.2;
    private static final double UNKNOWN = -1;

    private double meanNanos = UNKNOWN;

    void add(long heldNanos) {
        meanNanos = meanNanos == UNKNOWN ? heldNanos : meanNanos + WEIGHT * (heldNanos - meanNanos);
    }

    /** Returns when, at a guess, the last of so many waiting requests gets its permit; a second if nothing is known. */
    Duration estimateWait(int waiting, int limit) {
        if (meanNanos == UNKNOWN) {
            return Duration.ofSeconds(1);
        }
        return Duration.ofNanos((long) (meanNanos * waiting / limit));
    }
}
