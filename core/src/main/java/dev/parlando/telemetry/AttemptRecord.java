package dev.parlando.telemetry;

import dev.parlando.error.ParlandoException;
import dev.parlando.governor.LimitSnapshot;
import org.jspecify.annotations.Nullable;

/**
 * Tells of one time that a request was sent, or was about to be. Immutable.
 *
 * @param number counts from 1
 * @param keyFingerprint fingerprint of the key that it carried; null for none
 * @param startNanos when it began, in nanoseconds since the call
 * @param waitedNanos how long it waited for a permit, in nanoseconds
 * @param endNanos when it failed or the service accepted it, in nanoseconds since the call
 * @param failure what it failed with; null if the service accepted the request
 * @param limitAtPermit the limit when it got its permit; null if it got none
 * @param limitAtResponse the limit when the service accepted it; null if it did not
 */
public record AttemptRecord(
        int number,
        @Nullable String keyFingerprint,
        long startNanos,
        long waitedNanos,
        long endNanos,
        @Nullable ParlandoException failure,
        @Nullable LimitSnapshot limitAtPermit,
        @Nullable LimitSnapshot limitAtResponse) {}
