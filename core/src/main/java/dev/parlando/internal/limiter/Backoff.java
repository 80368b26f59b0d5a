package dev.parlando.internal.limiter;

import dev.parlando.network.RetryPolicy;
import java.time.Duration;
import java.util.function.DoubleSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Decides for how long no permit is given after the service refused a request for want of capacity.
 *
 * <p>The wait doubles with each refusal in a row, and half of it is random, so that engines do not come back together.
 *
 * <p>Threading: guarded by the gate's lock.
 */
final class Backoff {
    /** What {@link #delayNanos} answers if a refusal is final. */
    static final long NEVER = -1;

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

    /**
     * Returns how long to wait after a refusal, from now, or {@link #NEVER}.
     *
     * @param askedFor the service wants it to be so long; null if it did not say
     * @param sentNanos when the refused request got its permit
     */
    long delayNanos(boolean tooManyAtOnce, @Nullable Duration askedFor, long sentNanos) {
        if (policy.maxAttempts() == 1 || (askedFor != null && askedFor.compareTo(policy.maxDelay()) > 0)) {
            return NEVER;
        }
        int doublings = isNewRound(sentNanos) ? inARow : inARow - 1;
        long firstNanos = tooManyAtOnce ? SLOT_NANOS : policy.firstDelay().toNanos();
        long boundNanos = Math.min(policy.maxDelay().toNanos(), firstNanos << Math.min(doublings, MAX_DOUBLINGS));
        long ownNanos = (long) (boundNanos * (1 + random.getAsDouble()) / 2);
        return askedFor == null ? ownNanos : Math.max(askedFor.toNanos(), ownNanos);
    }

    /** Begins to pause, or goes on for longer; refusals of what was sent before a pause are one round, and count once. */
    void pause(long delayNanos, boolean tooManyAtOnce, long sentNanos, long nowNanos) {
        if (isNewRound(sentNanos)) {
            inARow++;
            beganNanos = nowNanos;
        }
        long leftNanos = leftNanos(nowNanos);
        endsWithSlot = tooManyAtOnce && (endsWithSlot || leftNanos == 0);
        untilNanos = nowNanos + Math.max(delayNanos, leftNanos);
        paused = true;
    }

    private boolean isNewRound(long sentNanos) {
        return inARow == 0 || sentNanos - beganNanos > 0;
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
