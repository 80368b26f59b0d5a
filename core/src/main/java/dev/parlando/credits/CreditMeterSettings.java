package dev.parlando.credits;

import java.time.Duration;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Objects;

/**
 * Thresholds of a {@link CreditMeter}. Immutable.
 *
 * @param zone time zone of the hours and days of the week
 * @param learning observation time before spikes and unusual hours are reported, from 7 to 90 days; it must include
 *     weekends
 * @param idleAfter time without use after which a key should be idle, from 1 to 365 days
 * @param idleBelowCredits a key that usually spends fewer credits per day should be idle
 * @param maxKeys number of keys with their own totals and alerts; further ones are counted together
 */
public record CreditMeterSettings(
        ZoneId zone, Duration learning, Duration idleAfter, long idleBelowCredits, int maxKeys) {

    /** Hours of UTC; two weeks of learning; idle after two weeks or below 1,000 credits a day; 1,000 keys. */
    public static final CreditMeterSettings DEFAULT =
            new CreditMeterSettings(ZoneOffset.UTC, Duration.ofDays(14), Duration.ofDays(14), 1_000, 1_000);

    private static final int MAX_KEYS = 1_000_000;

    /**
     * Validates the values.
     *
     * @throws IllegalArgumentException if a value is out of range; the message names the value
     */
    public CreditMeterSettings {
        Objects.requireNonNull(zone, "zone");
        Objects.requireNonNull(learning, "learning");
        Objects.requireNonNull(idleAfter, "idleAfter");
        requireDays("learning", learning, 7, 90);
        requireDays("idleAfter", idleAfter, 1, 365);
        if (idleBelowCredits < 0) {
            throw new IllegalArgumentException("idleBelowCredits must not be negative: " + idleBelowCredits);
        }
        if (maxKeys < 1 || maxKeys > MAX_KEYS) {
            throw new IllegalArgumentException("maxKeys must be 1 to " + MAX_KEYS + ": " + maxKeys);
        }
    }

    private static void requireDays(String name, Duration time, int least, int most) {
        if (time.compareTo(Duration.ofDays(least)) < 0 || time.compareTo(Duration.ofDays(most)) > 0) {
            throw new IllegalArgumentException(name + " must be " + least + " to " + most + " days: " + time);
        }
    }

    /** Returns a copy with another time zone. */
    public CreditMeterSettings withZone(ZoneId other) {
        return new CreditMeterSettings(other, learning, idleAfter, idleBelowCredits, maxKeys);
    }

    /** Returns a copy with another observation time. */
    public CreditMeterSettings withLearning(Duration time) {
        return new CreditMeterSettings(zone, time, idleAfter, idleBelowCredits, maxKeys);
    }

    /** Returns a copy with another time without use after which a key should be idle. */
    public CreditMeterSettings withIdleAfter(Duration time) {
        return new CreditMeterSettings(zone, learning, time, idleBelowCredits, maxKeys);
    }

    /** Returns a copy with another daily use below which a key should be idle. */
    public CreditMeterSettings withIdleBelowCredits(long credits) {
        return new CreditMeterSettings(zone, learning, idleAfter, credits, maxKeys);
    }

    /** Returns a copy with another number of keys. */
    public CreditMeterSettings withMaxKeys(int count) {
        return new CreditMeterSettings(zone, learning, idleAfter, idleBelowCredits, count);
    }
}
