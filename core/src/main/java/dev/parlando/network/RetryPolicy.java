package dev.parlando.network;

import static dev.parlando.internal.option.OptionRange.checkRange;

import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Policy for repeating failed requests. Immutable; start with {@link #DEFAULT} and call the {@code with} methods.
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
 * between zero and {@code firstDelay}, a bound that doubles with each attempt (full jitter). No bound is above
 * {@code maxDelay}.
 *
 * <p>A request that a connection accepted but the peer did not process is first repeated immediately. Such repetitions
 * do not need the retry budget.
 *
 * <p>A rejection for lack of capacity does not count as an attempt: the request waits for a permit again. With
 * {@code maxAttempts} 1 or without the governor it is handled like any other error.
 */
public final class RetryPolicy {
    private static final int MAX_ATTEMPTS = 10;
    private static final Duration MAX_DELAY = Duration.ofHours(1);

    /**
     * Four attempts with waits of up to 250 ms, 500 ms and 1 s, or 10 s if the service requests it; never billed twice.
     */
    public static final RetryPolicy DEFAULT = new RetryPolicy(new Values());

    /** Reports every failure immediately. */
    public static final RetryPolicy NONE =
            DEFAULT.withMaxAttempts(1).withFirstDelay(Duration.ZERO).withMaxDelay(Duration.ZERO);

    private final Values values;

    private RetryPolicy(Values values) {
        this.values = values;
    }

    private RetryPolicy with(Consumer<Values> change) {
        Values copy = values.copy();
        change.accept(copy);
        return new RetryPolicy(copy);
    }

    /** Returns the maximum number of attempts; 1 disables retries. */
    public int maxAttempts() {
        return values.maxAttempts;
    }

    /** Returns a copy with another maximum number of attempts, 1 to 10. */
    public RetryPolicy withMaxAttempts(int count) {
        checkRange("retry.max_attempts", count, 1, MAX_ATTEMPTS);
        return with(copy -> copy.maxAttempts = count);
    }

    /** Returns the upper bound of the wait before the second attempt. */
    public Duration firstDelay() {
        return values.firstDelay;
    }

    /** Returns a copy with another upper bound of the wait before the second attempt, up to an hour. */
    public RetryPolicy withFirstDelay(Duration delay) {
        checkRange("retry.first_delay", delay, Duration.ZERO, MAX_DELAY);
        return with(copy -> copy.firstDelay = delay);
    }

    /**
     * Returns the upper bound of every wait. If the service requests a longer one, the error is reported instead.
     */
    public Duration maxDelay() {
        return values.maxDelay;
    }

    /** Returns a copy with another upper bound of every wait, up to an hour. */
    public RetryPolicy withMaxDelay(Duration delay) {
        checkRange("retry.max_delay", delay, Duration.ZERO, MAX_DELAY);
        return with(copy -> copy.maxDelay = delay);
    }

    /** Returns whether to repeat a request that the peer may have processed and billed. */
    public boolean retryIfProcessed() {
        return values.retryIfProcessed;
    }

    /** Returns a copy that does or does not repeat a request that the peer may have processed and billed. */
    public RetryPolicy withRetryIfProcessed(boolean repeat) {
        return with(copy -> copy.retryIfProcessed = repeat);
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof RetryPolicy settings && values.all().equals(settings.values.all());
    }

    @Override
    public int hashCode() {
        return values.all().hashCode();
    }

    @Override
    public String toString() {
        return values.toString();
    }

    private static final class Values {
        int maxAttempts = 4;
        Duration firstDelay = Duration.ofMillis(250);
        Duration maxDelay = Duration.ofSeconds(10);
        boolean retryIfProcessed;

        Values copy() {
            Values copy = new Values();
            copy.maxAttempts = maxAttempts;
            copy.firstDelay = firstDelay;
            copy.maxDelay = maxDelay;
            copy.retryIfProcessed = retryIfProcessed;
            return copy;
        }

        List<Object> all() {
            return List.of(maxAttempts, firstDelay, maxDelay, retryIfProcessed);
        }

        @Override
        public String toString() {
            return "RetryPolicy[maxAttempts=" + maxAttempts + ", firstDelay=" + firstDelay + ", maxDelay=" + maxDelay
                    + ", retryIfProcessed=" + retryIfProcessed + "]";
        }
    }
}
