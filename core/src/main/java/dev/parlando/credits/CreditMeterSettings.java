package dev.parlando.credits;

import java.time.Duration;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Objects;

/**
 * Says what a {@link CreditMeter} takes for unusual. Immutable.
 *
 * @param zone whose hours and days of the week a key's habits follow
 * @param learning for how long a key is only watched, from 7 to 90 days: its weekends must have been seen
 * @param idleAfter after how long without use a key is supposed to be idle, from 1 to 365 days
 * @param idleBelowCredits how little a key spends in a usual day that is supposed to be idle
 * @param maxKeys how many keys are watched; further ones are counted together
 */
public record CreditMeterSettings(
        ZoneId zone, Duration learning, Duration idleAfter, long idleBelowCredits, int maxKeys) {

    /** Hours of UTC; two weeks of learning; idle after two weeks or below 1,000 credits a day; 1,000 keys. */
    public static final CreditMeterSettings DEFAULT =
            new CreditMeterSettings(ZoneOffset.UTC, Duration.ofDays(14), Duration.ofDays(14), 1_000, 1_000);

    private static final int MAX_KEYS = 1_000_000;

    /** Refuses what is out of range. */
    public CreditMeterSettings {
        Objects.requireNonNull(zone, "zone");
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

    /** Returns these with another time zone. */
    public CreditMeterSettings withZone(ZoneId other) {
        return new CreditMeterSettings(other, learning, idleAfter, idleBelowCredits, maxKeys);
    }

    /** Returns these with another time of learning. */
    public CreditMeterSettings withLearning(Duration time) {
        return new CreditMeterSettings(zone, time, idleAfter, idleBelowCredits, maxKeys);
    }

    /** Returns these with another time without use after which a key is supposed to be idle. */
    public CreditMeterSettings withIdleAfter(Duration time) {
        return new CreditMeterSettings(zone, learning, time, idleBelowCredits, maxKeys);
    }

    /** Returns these with another daily use below which a key is supposed to be idle. */
    public CreditMeterSettings withIdleBelowCredits(long credits) {
        return new CreditMeterSettings(zone, learning, idleAfter, credits, maxKeys);
    }

    /** Returns these with another number of keys. */
    public CreditMeterSettings withMaxKeys(int count) {
        return new CreditMeterSettings(zone, learning, idleAfter, idleBelowCredits, count);
    }
}
