package dev.parlando.network;

import dev.parlando.error.InvalidRequestException;
import java.time.Duration;
import java.util.Objects;

/**
 * Policy for repeating failed requests. Immutable.
 *
 * <p>The engine repeats a request only if all of these hold:
 * <ul>
 * <li>The error is {@link dev.parlando.error.ParlandoException#retryable() retryable} or a broken connection.
 * <li>The {@link dev.parlando.error.ParlandoException#progress() progress} excludes that the request was processed, or
 *     the request may be processed twice, because {@code retryIfProcessed} is set or the call is idempotent.
 * <li>The error is not a timeout.
 * <li>No part of the response was delivered.
 * <li>The retry budget, which the requests of an event loop share, is not used up. It keeps retries from worsening an
 *     outage.
 * </ul>
 *
 * <p>The wait before an attempt is the one that the service requests in {@code retry-after}. Otherwise it is random
 * between zero and {@code firstDelay}, a bound that doubles with each attempt up to {@code maxDelay} (full jitter).
 *
 * <p>A request that a connection accepted but the peer did not process is first repeated immediately. Such repetitions
 * do not need the retry budget.
 *
 * <p>A rejection for lack of capacity does not count as an attempt: the request waits for a permit again. With
 * {@code maxAttempts} 1 or without the governor it is handled like any other error.
 *
 * @param maxAttempts maximum number of attempts, 1 to 10; 1 disables retries
 * @param firstDelay upper bound of the wait before the second attempt
 * @param maxDelay upper bound of every wait; if the service requests a longer one, the error is reported instead
 * @param retryIfProcessed whether to repeat a request that the peer may have processed and billed
 */
public record RetryPolicy(int maxAttempts, Duration firstDelay, Duration maxDelay, boolean retryIfProcessed) {
    private static final int MAX_ATTEMPTS = 10;
    private static final Duration MAX_DELAY = Duration.ofHours(1);

    /**
     * Four attempts with waits of up to 250 ms, 500 ms and 1 s, or 10 s if the service requests it; never billed twice.
     */
    public static final RetryPolicy DEFAULT = new RetryPolicy(4, Duration.ofMillis(250), Duration.ofSeconds(10), false);

    /** Reports every failure immediately. */
    public static final RetryPolicy NONE = new RetryPolicy(1, Duration.ZERO, Duration.ZERO, false);

    /**
     * Validates the policy.
     *
     * @throws InvalidRequestException if a value is out of range; the message names the value
     */
    public RetryPolicy {
        Objects.requireNonNull(firstDelay, "firstDelay");
        Objects.requireNonNull(maxDelay, "maxDelay");
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
