package dev.parlando.governor;

import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Settings of the governor. Immutable; start with {@link #DEFAULT} and call the {@code with} methods, which reject a
 * value outside its range with an {@link IllegalArgumentException}.
 */
public final class GovernorSettings {
    private static final int MAX_LIMIT = 10_000;
    private static final int MAX_QUEUED = 1_000_000;
    private static final Duration MAX_TIME = Duration.ofDays(1);

    /**
     * Starts with 2 concurrent requests, the minimum of any plan, and follows the service from the first response on.
     * 1,000 requests may wait, each for 5 minutes. An alert follows after 30 s.
     */
    public static final GovernorSettings DEFAULT = new GovernorSettings(new Values());

    /** Sends every request immediately. A rejection for lack of capacity is then retried like any other error. */
    public static final GovernorSettings OFF = DEFAULT.withEnabled(false);

    private final Values values;

    private GovernorSettings(Values values) {
        this.values = values;
    }

    private GovernorSettings with(Consumer<Values> change) {
        Values copy = values.copy();
        change.accept(copy);
        return new GovernorSettings(copy);
    }

    /** Returns whether requests wait for permits at all. */
    public boolean enabled() {
        return values.enabled;
    }

    /** Returns a copy with which requests wait for permits or are sent immediately. */
    public GovernorSettings withEnabled(boolean on) {
        return with(copy -> copy.enabled = on);
    }

    /** Returns the limit of concurrent requests of each model group until the service has reported its limits. */
    public int initialLimit() {
        return values.initialLimit;
    }

    /** Returns a copy with another initial limit, 1 to 10,000; ideally the limit of the plan, if it is known. */
    public GovernorSettings withInitialLimit(int limit) {
        requireRange("initialLimit", limit, 1, MAX_LIMIT);
        return with(copy -> copy.initialLimit = limit);
    }

    /** Returns the limit of concurrent requests of each model group in any case. */
    public int maxLimit() {
        return values.maxLimit;
    }

    /** Returns a copy with another limit that is never exceeded, from 1 to 10,000, such as a share of the account. */
    public GovernorSettings withMaxLimit(int limit) {
        requireRange("maxLimit", limit, 1, MAX_LIMIT);
        return with(copy -> copy.maxLimit = limit);
    }

    /** Returns the number of requests that may wait for a permit of one group. */
    public int maxQueued() {
        return values.maxQueued;
    }

    /** Returns a copy with another maximum number of waiting requests, from 0 to 1,000,000. */
    public GovernorSettings withMaxQueued(int count) {
        requireRange("maxQueued", count, 0, MAX_QUEUED);
        return with(copy -> copy.maxQueued = count);
    }

    /** Returns the longest time that one request waits for permits, the sum of all its waits. */
    public Duration maxWait() {
        return values.maxWait;
    }

    /** Returns a copy with another longest wait, up to a day. */
    public GovernorSettings withMaxWait(Duration wait) {
        requireRange("maxWait", wait, Duration.ZERO, MAX_TIME);
        return with(copy -> copy.maxWait = wait);
    }

    /**
     * Returns the time that the account must stay at its maximum before {@link GovernorListener#onSaturated} is called.
     */
    public Duration alertAfter() {
        return values.alertAfter;
    }

    /** Returns a copy with another time at the maximum before an alert, up to a day. */
    public GovernorSettings withAlertAfter(Duration time) {
        requireRange("alertAfter", time, Duration.ZERO, MAX_TIME);
        return with(copy -> copy.alertAfter = time);
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof GovernorSettings settings && values.all().equals(settings.values.all());
    }

    @Override
    public int hashCode() {
        return values.all().hashCode();
    }

    @Override
    public String toString() {
        return values.toString();
    }

    private static <T extends Comparable<T>> void requireRange(String name, T value, T min, T max) {
        if (value.compareTo(min) < 0 || value.compareTo(max) > 0) {
            throw new IllegalArgumentException(name + " must be " + min + " to " + max + ": " + value);
        }
    }

    private static final class Values {
        boolean enabled = true;
        int initialLimit = 2;
        int maxLimit = MAX_LIMIT;
        int maxQueued = 1_000;
        Duration maxWait = Duration.ofMinutes(5);
        Duration alertAfter = Duration.ofSeconds(30);

        Values copy() {
            Values copy = new Values();
            copy.enabled = enabled;
            copy.initialLimit = initialLimit;
            copy.maxLimit = maxLimit;
            copy.maxQueued = maxQueued;
            copy.maxWait = maxWait;
            copy.alertAfter = alertAfter;
            return copy;
        }

        List<Object> all() {
            return List.of(enabled, initialLimit, maxLimit, maxQueued, maxWait, alertAfter);
        }

        @Override
        public String toString() {
            return "GovernorSettings[enabled=" + enabled + ", initialLimit=" + initialLimit + ", maxLimit=" + maxLimit
                    + ", maxQueued=" + maxQueued + ", maxWait=" + maxWait + ", alertAfter=" + alertAfter + "]";
        }
    }
}
