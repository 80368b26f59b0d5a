package dev.parlando.internal.governor;

import dev.parlando.network.RetryPolicy;
import java.util.function.DoubleSupplier;

/**
 * Decides for how long no permit is given after the service refused a request for want of capacity.
 *
 * <p>The wait doubles with each refusal in a row, and half of it is random, so that engines do not come back together.
 *
 * <p>Threading: guarded by the gate's lock.
 */
final class Backoff {
    /** The service queues for about so long before it refuses, so less is no use. */
    private static final long SLOT_NANOS = 50_000_000;

    private static final int MAX_DOUBLINGS = 20;

    private final RetryPolicy policy;
    private final DoubleSupplier random;
    private long beganNanos;
    private long untilNanos;
    private int inARow;
    private boolean paused;
    private boolean endsWithSlot;

    /**
     * Makes one that does not pause.
     *
     * @param random gives numbers from 0 to 1, 1 excluded
     */
    Backoff(RetryPolicy policy, DoubleSupplier random) {
        this.policy = policy;
        this.random = random;
    }

    /** Returns how long to wait after a refusal, from now; the service may have asked for a time, or 0. */
    long delayNanos(boolean tooManyAtOnce, long askedForNanos) {
        long firstNanos = tooManyAtOnce ? SLOT_NANOS : policy.firstDelay().toNanos();
        long boundNanos = Math.min(policy.maxDelay().toNanos(), firstNanos << Math.min(inARow, MAX_DOUBLINGS));
        return Math.max(askedForNanos, (long) (boundNanos * (1 + random.getAsDouble()) / 2));
    }

    /** Returns whether the policy lets a refused request wait at all, and for so long. */
    boolean isBearable(long delayNanos) {
        return policy.maxAttempts() > 1 && delayNanos <= policy.maxDelay().toNanos();
    }

    /**
     * Begins to pause, or goes on for longer.
     *
     * @param sentNanos when the refused request got its permit; refusals of what was sent before a pause count once
     */
    void pause(long delayNanos, boolean tooManyAtOnce, long sentNanos, long nowNanos) {
        if (inARow == 0 || sentNanos - beganNanos >= 0) {
            inARow++;
            beganNanos = nowNanos;
        }
        long endNanos = nowNanos + delayNanos;
        if (!paused || endNanos - untilNanos > 0) {
            untilNanos = endNanos;
            endsWithSlot = tooManyAtOnce;
        }
        paused = true;
    }

    /** Returns for how long no permit is given. */
    long leftNanos(long nowNanos) {
        if (paused && untilNanos - nowNanos <= 0) {
            paused = false;
        }
        return paused ? untilNanos - nowNanos : 0;
    }

    /** Is told that one of our own requests has ended, which makes room where too many ran. */
    void slotFreed() {
        if (endsWithSlot) {
            paused = false;
        }
    }

    /** Is told that the service took a request. */
    void succeeded() {
        inARow = 0;
    }
}
