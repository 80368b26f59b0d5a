package dev.parlando.internal.limiter;

import dev.parlando.error.InvalidRequestException;
import dev.parlando.governor.GovernorSettings;
import java.time.Duration;

/** Range checks of options, such as those of the governor. Stateless. */
public final class OptionRange {
    private OptionRange() {}

    /**
     * Checks the settings of a governor.
     *
     * @throws InvalidRequestException if a value is out of range; the message names it
     */
    public static void check(GovernorSettings settings) {
        check("governor.initial_limit", settings.initialLimit(), 1, ConcurrencyReport.MAX_REQUESTS);
        checkMaxLimit(settings.maxLimit());
        check("governor.max_queued", settings.maxQueued(), 0, 1_000_000);
        check("governor.max_wait", settings.maxWait(), Duration.ZERO, Duration.ofDays(1));
        check("governor.alert_after", settings.alertAfter(), Duration.ZERO, Duration.ofDays(1));
    }

    static void checkMaxLimit(int limit) {
        check("governor.max_limit", limit, 1, ConcurrencyReport.MAX_REQUESTS);
    }

    /**
     * Checks one value.
     *
     * @throws InvalidRequestException if the value is out of range
     */
    public static <T extends Comparable<T>> void check(String option, T value, T min, T max) {
        if (value.compareTo(min) < 0 || value.compareTo(max) > 0) {
            throw new InvalidRequestException(option, value + " is outside " + min + " to " + max);
        }
    }
}
