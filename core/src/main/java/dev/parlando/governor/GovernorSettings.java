package dev.parlando.governor;

import java.time.Duration;

/**
 * Says how an engine governs its requests. Immutable; checked by the engine's builder.
 *
 * @param enabled whether requests wait for permits at all
 * @param initialLimit how many may run at once in each group of models before the service has said anything
 * @param maxLimit how many may run at once whatever the service says
 * @param maxQueued how many may wait for a permit of one group
 * @param maxWait how long one may wait for its permit, all waits together
 * @param alertAfter how long the account must be pinned at its maximum before
 *     {@link GovernorListener#onSaturated} is told
 */
public record GovernorSettings(
        boolean enabled, int initialLimit, int maxLimit, int maxQueued, Duration maxWait, Duration alertAfter) {

    /**
     * Starts with 2 at once, the least that any plan allows, and follows the service from the first answer on; 1,000 may
     * wait, each for 5 minutes; an alert after 30 s.
     */
    public static final GovernorSettings DEFAULT =
            new GovernorSettings(true, 2, 10_000, 1_000, Duration.ofMinutes(5), Duration.ofSeconds(30));

    /** Sends every request at once. A refusal for want of capacity is then retried as any other. */
    public static final GovernorSettings OFF = new GovernorSettings(
            false, DEFAULT.initialLimit, DEFAULT.maxLimit, DEFAULT.maxQueued, DEFAULT.maxWait, DEFAULT.alertAfter);

    /** Returns these with another limit at the start, from 1; best the plan's own, if it is known. */
    public GovernorSettings withInitialLimit(int limit) {
        return new GovernorSettings(enabled, limit, maxLimit, maxQueued, maxWait, alertAfter);
    }

    /** Returns these with another limit that is never exceeded, from 1 to 10,000, such as a share of the account. */
    public GovernorSettings withMaxLimit(int limit) {
        return new GovernorSettings(enabled, initialLimit, limit, maxQueued, maxWait, alertAfter);
    }

    /** Returns these with room for another number of waiting requests, from 0 to 1,000,000. */
    public GovernorSettings withMaxQueued(int count) {
        return new GovernorSettings(enabled, initialLimit, maxLimit, count, maxWait, alertAfter);
    }

    /** Returns these with another longest wait, up to a day. */
    public GovernorSettings withMaxWait(Duration wait) {
        return new GovernorSettings(enabled, initialLimit, maxLimit, maxQueued, wait, alertAfter);
    }

    /** Returns these with another time after which a pinned account is told, up to a day. */
    public GovernorSettings withAlertAfter(Duration time) {
        return new GovernorSettings(enabled, initialLimit, maxLimit, maxQueued, maxWait, time);
    }
}
