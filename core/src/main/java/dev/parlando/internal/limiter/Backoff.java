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
    private static final long MIN_QUEUE_NANOS = 50_000_000;

    private static final int MAX_DOUBLINGS = 20;

    private final RetryPolicy policy;
    private final DoubleSupplier random;
    private long roundStartNanos;
    private long endNanos;
    private int consecutiveRefusals;
    private boolean paused;
    private boolean endsOnPermitReturn;

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
     * @param retryAfter the service wants it to be so long; null if it did not say
     * @param sentNanos when the refused request got its permit
     */
    long delayNanos(boolean tooManyConcurrent, @Nullable Duration retryAfter, long sentNanos) {
        if (policy.maxAttempts() == 1 || (retryAfter != null && retryAfter.compareTo(policy.maxDelay()) > 0)) {
            return NEVER;
        }
        int doublings = isNewRound(sentNanos) ? consecutiveRefusals : consecutiveRefusals - 1;
        long firstNanos =
                tooManyConcurrent ? MIN_QUEUE_NANOS : policy.firstDelay().toNanos();
        long boundNanos = Math.min(policy.maxDelay().toNanos(), firstNanos << Math.min(doublings, MAX_DOUBLINGS));
        long ownNanos = (long) (boundNanos * (1 + random.getAsDouble()) / 2);
        return retryAfter == null ? ownNanos : Math.max(retryAfter.toNanos(), ownNanos);
    }

    /** Begins to pause, or goes on for longer; refusals of what was sent before a pause are one round, and count once. */
    void pause(long delayNanos, boolean tooManyConcurrent, long sentNanos, long nowNanos) {
        if (isNewRound(sentNanos)) {
            consecutiveRefusals++;
            roundStartNanos = nowNanos;
        }
        long remainingNanos = remainingNanos(nowNanos);
        endsOnPermitReturn = tooManyConcurrent && (endsOnPermitReturn || remainingNanos == 0);
        endNanos = nowNanos + Math.max(delayNanos, remainingNanos);
        paused = true;
    }

    private boolean isNewRound(long sentNanos) {
        return consecutiveRefusals == 0 || sentNanos - roundStartNanos > 0;
    }

    /** Returns for how long no permit is given. */
    long remainingNanos(long nowNanos) {
        if (paused && endNanos - nowNanos <= 0) {
            paused = false;
        }
        return paused ? endNanos - nowNanos : 0;
    }

    /** Is told that one of our own requests has ended, which makes room where too many ran. */
    void onPermitReturned() {
        if (endsOnPermitReturn) {
            paused = false;
        }
    }

    /** Is told that the service took a request. */
    void onSuccess() {
        consecutiveRefusals = 0;
    }
}
