package dev.parlando.credits;

import java.time.Duration;
import java.time.Instant;

/**
 * Tells that a key spends credits as it never does. Immutable.
 *
 * @param kind what is unusual
 * @param source whether recorded requests or the service's own count show it
 * @param keyFingerprint names the key without showing it
 * @param time of the use that showed it
 * @param credits what was spent in the window so far
 * @param expectedCredits what this key usually spends in all of that window
 * @param window how much time that is: the hour of the clock in which it was
 */
public record CreditAlert(
        Kind kind,
        CreditSource source,
        String keyFingerprint,
        Instant time,
        long credits,
        long expectedCredits,
        Duration window) {

    /** Names the anomalies that are looked for. */
    public enum Kind {
        /** Far more than is usual at this hour of the week. */
        SPIKE,
        /** Use at hours, or on a day of the week, at which this key is not used. */
        UNUSUAL_HOURS,
        /** Use of a key that is supposed to be idle: it was said to be, or has been so for long, or hardly spends anything. */
        IDLE_KEY_ACTIVE
    }
}
