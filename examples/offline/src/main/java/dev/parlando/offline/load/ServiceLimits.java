package dev.parlando.offline.load;

import dev.parlando.error.InvalidRequestException;

/**
 * Says how many requests for speech the offline server runs at once, and what it does with those beyond. Immutable.
 *
 * <p>The numbers hold for each key and model group by itself: what {@code GET /v1/models} lists with the same {@code
 * concurrency_group} shares one limit. A request beyond it waits in a queue, and starts when a slot is free, but not
 * before the delay of the queue has passed. Beyond the queue it is refused with 429 {@code concurrent_limit_exceeded}.
 *
 * @param maximumConcurrent how many run at once; at least 1
 * @param queueLength how many more may wait
 * @param queueDelayMillis how long a request that has to wait waits at least
 * @param othersInUse how many slots of the limit somebody else in the workspace uses; {@code
 *     workspace-concurrent-requests} counts them
 * @param headers whether answers carry {@code current-}, {@code maximum-} and {@code workspace-concurrent-requests}
 * @param busyEvery 0, or n to refuse each n-th request, of a group and of the listings, with 429 {@code
 *     system_busy}
 * @param rateLimitedEvery 0, or the same with 429 {@code rate_limit_exceeded}
 * @param retryAfterSeconds what the latter two say in {@code retry-after}; 0 leaves the header out
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
    /** Ten at once, a queue of a hundred with a delay of 50 ms, nobody else, and headers. */
    public static final ServiceLimits DEFAULT = new ServiceLimits(10, 100, 50, 0, true, 0, 0, 0);

    /**
     * Checks the numbers.
     *
     * @throws InvalidRequestException if one is negative, or nothing could ever run
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

    /** Returns how many requests may run at once beside those of others. */
    public int slots() {
        return Math.max(0, maximumConcurrent - othersInUse);
    }

    /** Returns the same with another number of requests at once. */
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

    /** Returns the same with another queue. */
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

    /** Returns the same with another number of slots used by somebody else. */
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

    /** Returns the same with or without the headers that tell of it. */
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

    /** Returns the same with other refusals for reasons that are not the limit: each n-th request, 0 for none. */
    public ServiceLimits withInjectedRefusals(int busy, int rateLimited, int retryAfter) {
        return new ServiceLimits(
                maximumConcurrent, queueLength, queueDelayMillis, othersInUse, headers, busy, rateLimited, retryAfter);
    }
}
