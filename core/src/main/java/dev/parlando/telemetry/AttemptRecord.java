package dev.parlando.telemetry;

import dev.parlando.error.ParlandoException;
import dev.parlando.governor.LimitSnapshot;
import org.jspecify.annotations.Nullable;

/**
 * Record of one attempt to send a request, successful or not. Immutable.
 *
 * @param number number of the attempt, from 1
 * @param keyFingerprint fingerprint of the API key that the attempt used; null if it used none
 * @param startNanos start of the attempt, in nanoseconds since the call
 * @param waitedNanos time that the attempt waited for a permit, in nanoseconds
 * @param endNanos time of the failure or of the acceptance by the service, in nanoseconds since the call
 * @param failure the error; null if the service accepted the request
 * @param limitAtPermit the limit when the permit was granted; null if none was
 * @param limitAtResponse the limit when the service accepted the request; null if it did not
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
