package dev.parlando.network;

import dev.parlando.error.InvalidRequestException;
import java.time.Duration;

/**
 * Says how often and when a request is sent again by the engine. Immutable.
 *
 * <p>Whatever the policy, a request is sent again only if the error is
 * {@link dev.parlando.error.ParlandoException#retryable() retryable} and no time-out, nothing of the answer was delivered,
 * and a budget that all requests share is not used up, so that an outage is not made worse. The wait is random between zero
 * and {@code firstDelay}, doubled with each attempt up to {@code maxDelay} (full jitter), or what the service asks for in
 * {@code retry-after}. A request that a connection had taken, and that the peer did not look at, is sent again at once the
 * first time, and costs nothing of the budget.
 *
 * <p>A refusal for want of capacity is none of these attempts: the request waits for a permit again, unless the policy has
 * one attempt only or the governor is off.
 *
 * @param maxAttempts how often a request is sent at most, 1 to 10; 1 means never again
 * @param firstDelay upper bound of the wait before the second attempt
 * @param maxDelay upper bound of every wait; if the service asks for more, the error is reported instead
 * @param retryIfProcessed whether to send again even if the peer may have processed, and billed, the request
 */
public record RetryPolicy(int maxAttempts, Duration firstDelay, Duration maxDelay, boolean retryIfProcessed) {
    private static final int MAX_ATTEMPTS = 10;
    private static final Duration MAX_DELAY = Duration.ofHours(1);

    /** Four attempts, waits of up to 250 ms, 500 ms and 1 s, at most 10 s if the service asks for it; never billed twice. */
    public static final RetryPolicy DEFAULT = new RetryPolicy(4, Duration.ofMillis(250), Duration.ofSeconds(10), false);

    /** Every failure is reported at once. */
    public static final RetryPolicy NONE = new RetryPolicy(1, Duration.ZERO, Duration.ZERO, false);

    /**
     * Checks the policy.
     *
     * @throws InvalidRequestException if a value is out of range; it names the value
     */
    public RetryPolicy {
        if (maxAttempts < 1 || maxAttempts > MAX_ATTEMPTS) {
            throw new InvalidRequestException("retry.max_attempts", maxAttempts + " is outside 1 to " + MAX_ATTEMPTS);
        }
        if (firstDelay.isNegative() || firstDelay.compareTo(maxDelay) > 0) {
            throw new InvalidRequestException(
                    "retry.first_delay", firstDelay + " is negative or above the longest delay, " + maxDelay);
        }
        if (maxDelay.compareTo(MAX_DELAY) > 0) {
            throw new InvalidRequestException("retry.max_delay", maxDelay + " is above " + MAX_DELAY);
        }
    }
}
