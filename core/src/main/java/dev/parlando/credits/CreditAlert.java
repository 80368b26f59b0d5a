package dev.parlando.credits;

import java.time.Duration;
import java.time.Instant;
import java.util.Objects;

/**
 * Event that reports unusual spending by a key. Immutable.
 *
 * @param kind kind of the anomaly
 * @param source whether recorded requests or the service's own count show the anomaly
 * @param keyFingerprint fingerprint of the key
 * @param time time of the use that revealed the anomaly
 * @param credits credits spent in the window so far
 * @param expectedCredits credits that this key usually spends in the whole window
 * @param window length of the window, which is the clock hour that contains {@code time}
 */
public record CreditAlert(
        Kind kind,
        CreditSource source,
        String keyFingerprint,
        Instant time,
        long credits,
        long expectedCredits,
        Duration window) {
    public CreditAlert {
        Objects.requireNonNull(kind, "kind");
        Objects.requireNonNull(source, "source");
        Objects.requireNonNull(keyFingerprint, "keyFingerprint");
        Objects.requireNonNull(time, "time");
        Objects.requireNonNull(window, "window");
    }

    /** Kind of anomaly. */
    public enum Kind {
        /** Far more than usual at this hour of the week. */
        SPIKE,
        /** Use at hours, or on a day of the week, at which this key is not used. */
        UNUSUAL_HOURS,
        /**
         * Use of a key that should be idle: it was declared idle, was unused for long, or usually spends almost
         * nothing.
         */
        IDLE_KEY_ACTIVE
    }
}
