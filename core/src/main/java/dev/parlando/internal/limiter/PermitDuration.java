package dev.parlando.internal.limiter;

import java.time.Duration;

/**
 * An estimate of the time for which a request holds its permit, and thus of the wait for a permit.
 *
 * <p>Threading: guarded by the limiter's lock.
 */
final class PermitDuration {
    private static final double WEIGHT = 0.2;
    private static final double UNKNOWN = -1;

    private double meanNanos = UNKNOWN;

    void add(long heldNanos) {
        meanNanos = meanNanos == UNKNOWN ? heldNanos : meanNanos + WEIGHT * (heldNanos - meanNanos);
    }

    /**
     * Returns the estimated wait until the last of {@code waiting} requests is admitted; one second without an
     * estimate.
     */
    Duration estimateWait(int waiting, int limit) {
        if (meanNanos == UNKNOWN) {
            return Duration.ofSeconds(1);
        }
        return Duration.ofNanos((long) (meanNanos * waiting / limit));
    }
}
