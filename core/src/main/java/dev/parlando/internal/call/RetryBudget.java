package dev.parlando.internal.call;

import dev.parlando.error.CapacityException;
import dev.parlando.error.ParlandoException;
import dev.parlando.error.RequestProgress;
import dev.parlando.error.RequestRejectedException;
import dev.parlando.error.ServiceError;
import dev.parlando.error.TransportException;
import dev.parlando.network.RetryPolicy;
import java.time.Duration;
import java.util.function.DoubleSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Decides whether and when a request that failed is sent again, and keeps the budget for that.
 *
 * <p>The budget is a bucket of tokens: a repetition takes one, a success gives a tenth of one back, and while the bucket is
 * less than half full nothing is repeated. In an outage that leaves five repetitions and then one for every ten successes
 * (the throttling of gRPC's proposal A6).
 *
 * <p>Threading: owned by the event loop of its lane.
 */
final class RetryBudget {
    /** What {@link #delayNanos} answers if the request is not to be sent again. */
    static final long NEVER = -1;

    private static final double MAX_TOKENS = 10;
    private static final double TOKENS_PER_SUCCESS = 0.1;

    private final RetryPolicy policy;
    private final DoubleSupplier random;
    private double tokens = MAX_TOKENS;

    /**
     * Makes a full budget.
     *
     * @param random gives numbers from 0 to 1, 1 excluded
     */
    RetryBudget(RetryPolicy policy, DoubleSupplier random) {
        this.policy = policy;
        this.random = random;
    }

    /** Is told that the service accepted a request. */
    void onSuccess() {
        tokens = Math.min(MAX_TOKENS, tokens + TOKENS_PER_SUCCESS);
    }

    /**
     * Returns how long to wait before the request is sent again, and takes that from the budget.
     *
     * @param attempts how often it was sent so far
     * @param started whether a connection had taken the request
     * @param idempotent whether the request may be processed twice
     */
    long delayNanos(int attempts, ParlandoException error, boolean started, boolean idempotent) {
        if (attempts >= policy.maxAttempts() || !isSafe(error, idempotent)) {
            return NEVER;
        }
        if (started && error.progress() != RequestProgress.PROCESSED && error instanceof TransportException) {
            // The connection went away, but the peer is there: another one will do, so the budget for outages is not
            // touched.
            return attempts == 1 ? 0 : jitteredNanos(attempts);
        }
        Duration retryAfter = retryAfter(error);
        boolean tooLong = retryAfter != null && retryAfter.compareTo(policy.maxDelay()) > 0;
        if (tooLong || tokens <= MAX_TOKENS / 2) {
            return NEVER;
        }
        tokens--;
        return retryAfter != null ? retryAfter.toNanos() : jitteredNanos(attempts);
    }

    private boolean isSafe(ParlandoException error, boolean idempotent) {
        if (error.timeoutPhase() != null) {
            return false; // It has cost the caller enough time.
        }
        boolean processed = error instanceof TransportException && error.progress() == RequestProgress.PROCESSED;
        return processed ? idempotent || policy.retryIfProcessed() : error.retryable();
    }

    private long jitteredNanos(int attempts) {
        long boundNanos =
                Math.min(policy.maxDelay().toNanos(), policy.firstDelay().toNanos() << (attempts - 1));
        return (long) (random.getAsDouble() * boundNanos);
    }

    private static @Nullable Duration retryAfter(ParlandoException error) {
        ServiceError serviceError = null;
        if (error instanceof CapacityException capacity) {
            serviceError = capacity.error();
        } else if (error instanceof RequestRejectedException rejected) {
            serviceError = rejected.error();
        }
        return serviceError == null ? null : serviceError.retryAfter();
    }
}
