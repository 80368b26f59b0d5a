package dev.parlando.internal.limiter;

import dev.parlando.network.RetryPolicy;
import java.time.Duration;
import java.util.function.DoubleSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The pause in granting permits after the service refused a request for lack of capacity.
 *
 * <p>The delay doubles with each consecutive refusal, and half of it is random, so that engines do not retry
 * simultaneously.
 *
 * <p>Threading: guarded by the limiter's lock.
 */
final class Backoff {
    /** Value that {@link #delayNanos} returns if a refusal is final. */
    static final long NEVER = -1;

    /** Time for which the service queues a request before it refuses it; a shorter delay is useless. */
    private static final long MIN_QUEUE_NANOS = 50_000_000;

    private static final int MAX_DOUBLINGS = 20;

    private final DoubleSupplier random;
    private long roundStartNanos;
    private long endNanos;
    private int consecutiveRefusals;
    private boolean paused;
    private boolean endsOnPermitReturn;

    /**
     * Creates a backoff that is not paused.
     *
     * @param random supplies numbers from 0 (inclusive) to 1 (exclusive)
     */
    Backoff(DoubleSupplier random) {
        this.random = random;
    }

    /**
     * Returns the delay after a refusal, counted from now, or {@link #NEVER}.
     *
     * @param policy the retry policy of the refused request
     * @param retryAfter the delay that the service requests; null for none
     * @param sentNanos time at which the refused request got its permit
     */
    long delayNanos(RetryPolicy policy, boolean tooManyConcurrent, @Nullable Duration retryAfter, long sentNanos) {
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

    /** Starts or extends a pause. Refusals of requests sent before a pause form one round and count once. */
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

    /** Returns the remaining pause; 0 if there is none. */
    long remainingNanos(long nowNanos) {
        if (paused && endNanos - nowNanos <= 0) {
            paused = false;
        }
        return paused ? endNanos - nowNanos : 0;
    }

    /** Called when one of the requests ends, which makes room if too many were running. */
    void onPermitReturned() {
        if (endsOnPermitReturn) {
            paused = false;
        }
    }

    /** Called when the service accepts a request. */
    void onSuccess() {
        consecutiveRefusals = 0;
    }
}
