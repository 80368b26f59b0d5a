package dev.parlando.internal.call;

import dev.parlando.error.CapacityException;
import dev.parlando.error.ParlandoException;
import dev.parlando.error.RequestProgress;
import dev.parlando.error.RequestRejectedException;
import dev.parlando.error.ServiceError;
import dev.parlando.error.TransportException;
import dev.parlando.internal.event.RetryTokens;
import dev.parlando.network.RetryPolicy;
import java.time.Duration;
import java.util.function.DoubleSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The retry policy and budget of one shard, which determine whether and when a failed request is retried.
 *
 * <p>A success pays for a tenth of a retry. An outage thus allows {@value RetryTokens#BURST} retries and then one for
 * every ten successes.
 *
 * <p>Threading: owned by the event loop of its shard.
 */
final class RetryBudget {
    /** Value that {@link #delayNanos} returns if the request is not to be retried. */
    static final long NEVER = -1;

    private static final double RETRIES_PER_SUCCESS = 0.1;

    private final RetryPolicy policy;
    private final DoubleSupplier random;
    private final RetryTokens tokens = new RetryTokens(RETRIES_PER_SUCCESS);

    /**
     * Creates a full budget.
     *
     * @param random supplies numbers from 0 (inclusive) to 1 (exclusive)
     */
    RetryBudget(RetryPolicy policy, DoubleSupplier random) {
        this.policy = policy;
        this.random = random;
    }

    /** Called when the service accepts a request. */
    void onSuccess() {
        tokens.onSuccess();
    }

    /**
     * Returns the delay before a retry, or {@link #NEVER}, and charges the budget.
     *
     * @param attempts number of attempts so far
     * @param started whether a connection had accepted the request
     * @param idempotent whether the service may process the request twice
     */
    long delayNanos(int attempts, ParlandoException error, boolean started, boolean idempotent) {
        if (attempts >= policy.maxAttempts() || !isSafe(error, idempotent)) {
            return NEVER;
        }
        if (started && error.progress() != RequestProgress.PROCESSED && error instanceof TransportException) {
            // The connection is gone but the peer is reachable, so another connection will do. The budget for outages
            // is not charged.
            return attempts == 1 ? 0 : jitteredNanos(attempts);
        }
        Duration retryAfter = retryAfter(error);
        boolean tooLong = retryAfter != null && retryAfter.compareTo(policy.maxDelay()) > 0;
        if (tooLong || !tokens.take()) {
            return NEVER;
        }
        return retryAfter != null ? retryAfter.toNanos() : jitteredNanos(attempts);
    }

    private boolean isSafe(ParlandoException error, boolean idempotent) {
        if (error.timeoutPhase() != null) {
            return false; // The caller has already waited for a timeout.
        }
        if (error.progress() != RequestProgress.PROCESSED) {
            return error.retryable();
        }
        boolean transientFailure = error instanceof TransportException || error.retryable();
        return transientFailure && (idempotent || policy.retryIfProcessed());
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
