package dev.parlando.governor;

import org.jspecify.annotations.Nullable;

/**
 * Shows one limit at one moment; what the service has not said is null. Immutable.
 *
 * @param keyFingerprint fingerprint of the key in use; all keys of an engine share its limits, as they do at the service
 * @param modelGroup the models that share the limit
 * @param limit how many requests of this engine may run at once; at least 1
 * @param inFlight how many hold a permit; above the limit for a while after it shrank, since nothing is revoked
 * @param queued how many wait for a permit
 * @param pausedNanos for how long no permit is given, because the service is busy; 0 if it is not
 * @param maximum the last {@code maximum-concurrent-requests}
 * @param current the last {@code current-concurrent-requests}
 * @param workspace the last {@code workspace-concurrent-requests}
 * @param othersInUse how much of the maximum others are believed to use, smoothed
 * @param sampledNanos when the service last said so, on the engine's clock; 0 if it never did
 * @param reason what made the limit what it is
 */
public record LimitSnapshot(
        String keyFingerprint,
        String modelGroup,
        int limit,
        int inFlight,
        int queued,
        long pausedNanos,
        @Nullable Integer maximum,
        @Nullable Integer current,
        @Nullable Integer workspace,
        double othersInUse,
        long sampledNanos,
        LimitReason reason) {}
