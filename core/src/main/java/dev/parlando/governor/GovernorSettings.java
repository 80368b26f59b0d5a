package dev.parlando.governor;

import java.time.Duration;
import java.util.Objects;

/**
 * Settings of the governor. Immutable; validated by the engine's builder.
 *
 * @param enabled whether requests wait for permits at all
 * @param initialLimit concurrent requests of each model group until the service has reported its limits
 * @param maxLimit concurrent requests of each model group in any case
 * @param maxQueued requests that may wait for a permit of one group
 * @param maxWait longest time that one request waits for permits, the sum of all its waits
 * @param alertAfter time that the account must stay at its maximum before {@link GovernorListener#onSaturated} is
 *     called
 */
public record GovernorSettings(
        boolean enabled, int initialLimit, int maxLimit, int maxQueued, Duration maxWait, Duration alertAfter) {
    /**
     * Starts with 2 concurrent requests, the minimum of any plan, and follows the service from the first response on.
     * 1,000 requests may wait, each for 5 minutes. An alert follows after 30 s.
     */
    public static final GovernorSettings DEFAULT =
            new GovernorSettings(true, 2, 10_000, 1_000, Duration.ofMinutes(5), Duration.ofSeconds(30));

    /** Sends every request immediately. A rejection for lack of capacity is then retried like any other error. */
    public static final GovernorSettings OFF = new GovernorSettings(
            false, DEFAULT.initialLimit, DEFAULT.maxLimit, DEFAULT.maxQueued, DEFAULT.maxWait, DEFAULT.alertAfter);

    public GovernorSettings {
        Objects.requireNonNull(maxWait, "maxWait");
        Objects.requireNonNull(alertAfter, "alertAfter");
    }

    /** Returns a copy with another initial limit, 1 to 10,000; ideally the limit of the plan, if it is known. */
    public GovernorSettings withInitialLimit(int limit) {
        return new GovernorSettings(enabled, limit, maxLimit, maxQueued, maxWait, alertAfter);
    }

    /** Returns a copy with another limit that is never exceeded, from 1 to 10,000, such as a share of the account. */
    public GovernorSettings withMaxLimit(int limit) {
        return new GovernorSettings(enabled, initialLimit, limit, maxQueued, maxWait, alertAfter);
    }

    /** Returns a copy with another maximum number of waiting requests, from 0 to 1,000,000. */
    public GovernorSettings withMaxQueued(int count) {
        return new GovernorSettings(enabled, initialLimit, maxLimit, count, maxWait, alertAfter);
    }

    /** Returns a copy with another longest wait, up to a day. */
    public GovernorSettings withMaxWait(Duration wait) {
        return new GovernorSettings(enabled, initialLimit, maxLimit, maxQueued, wait, alertAfter);
    }

    /** Returns a copy with another time at the maximum before an alert, up to a day. */
    public GovernorSettings withAlertAfter(Duration time) {
        return new GovernorSettings(enabled, initialLimit, maxLimit, maxQueued, maxWait, time);
    }
}
