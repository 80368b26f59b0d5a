package dev.parlando.offline.load;

import dev.parlando.error.InvalidRequestException;

/**
 * The number of speech requests that the offline server runs concurrently, and the treatment of further requests.
 * Immutable.
 *
 * <p>The numbers apply to each model group separately: models that {@code GET /v1/models} lists with the same
 * {@code concurrency_group} share one limit. A request beyond the limit waits in a queue. It starts when a slot is
 * free, but not before the queue delay has passed. If the queue is full, the request is refused with 429
 * {@code concurrent_limit_exceeded}.
 *
 * @param maximumConcurrent the maximum number of concurrent requests; at least 1
 * @param queueLength the maximum number of queued requests
 * @param queueDelayMillis the minimum time that a queued request waits
 * @param othersInUse the number of slots used by simulated other clients of the workspace; included in
 *     {@code workspace-concurrent-requests}
 * @param headers whether responses have the headers {@code current-}, {@code maximum-} and
 *     {@code workspace-concurrent-requests}
 * @param busyEvery n to refuse every n-th request of a model group, and every n-th listing, with 429
 *     {@code system_busy}; 0 for none
 * @param rateLimitedEvery the same with 429 {@code rate_limit_exceeded}
 * @param retryAfterSeconds value of the header {@code retry-after} in these two refusals; 0 omits the header
 */
public record ServiceLimits(
        int maximumConcurrent,
        int queueLength,
        int queueDelayMillis,
        int othersInUse,
        boolean headers,
        int busyEvery,
        int rateLimitedEvery,
        int retryAfterSeconds) {
    /** Ten concurrent requests, a queue of 100 with a delay of 50 ms, no other use, and headers. */
    public static final ServiceLimits DEFAULT = new ServiceLimits(10, 100, 50, 0, true, 0, 0, 0);

    /**
     * Checks the numbers.
     *
     * @throws InvalidRequestException if a number is negative, or {@code maximumConcurrent} is 0
     */
    public ServiceLimits {
        requireAtLeast(1, maximumConcurrent, "maximum_concurrent");
        requireAtLeast(0, queueLength, "queue_length");
        requireAtLeast(0, queueDelayMillis, "queue_delay_millis");
        requireAtLeast(0, othersInUse, "others_in_use");
        requireAtLeast(0, busyEvery, "busy_every");
        requireAtLeast(0, rateLimitedEvery, "rate_limited_every");
        requireAtLeast(0, retryAfterSeconds, "retry_after_seconds");
    }

    private static void requireAtLeast(int minimum, int value, String name) {
        if (value < minimum) {
            throw new InvalidRequestException(name, value + " is less than " + minimum);
        }
    }

    /** Returns the number of slots that simulated other clients leave free. */
    public int slots() {
        return Math.max(0, maximumConcurrent - othersInUse);
    }

    /** Returns a copy with another maximum of concurrent requests. */
    public ServiceLimits withMaximumConcurrent(int value) {
        return new ServiceLimits(
                value,
                queueLength,
                queueDelayMillis,
                othersInUse,
                headers,
                busyEvery,
                rateLimitedEvery,
                retryAfterSeconds);
    }

    /** Returns a copy with another queue length and delay. */
    public ServiceLimits withQueue(int length, int delayMillis) {
        return new ServiceLimits(
                maximumConcurrent,
                length,
                delayMillis,
                othersInUse,
                headers,
                busyEvery,
                rateLimitedEvery,
                retryAfterSeconds);
    }

    /** Returns a copy with another number of slots used by simulated other clients. */
    public ServiceLimits withOthersInUse(int value) {
        return new ServiceLimits(
                maximumConcurrent,
                queueLength,
                queueDelayMillis,
                value,
                headers,
                busyEvery,
                rateLimitedEvery,
                retryAfterSeconds);
    }

    /** Returns a copy with or without the concurrency headers. */
    public ServiceLimits withHeaders(boolean value) {
        return new ServiceLimits(
                maximumConcurrent,
                queueLength,
                queueDelayMillis,
                othersInUse,
                value,
                busyEvery,
                rateLimitedEvery,
                retryAfterSeconds);
    }

    /**
     * Returns a copy with other refusals for reasons other than the concurrency limit.
     *
     * @param busy n to refuse every n-th request with {@code system_busy}; 0 for none
     * @param rateLimited n to refuse every n-th request with {@code rate_limit_exceeded}; 0 for none
     * @param retryAfter value of {@code retry-after} in these refusals, in seconds; 0 omits the header
     */
    public ServiceLimits withInjectedRefusals(int busy, int rateLimited, int retryAfter) {
        return new ServiceLimits(
                maximumConcurrent, queueLength, queueDelayMillis, othersInUse, headers, busy, rateLimited, retryAfter);
    }
}
