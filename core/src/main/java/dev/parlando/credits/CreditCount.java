package dev.parlando.credits;

import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Total spent by one key with one model or, in the service's own count, with all models. Immutable.
 *
 * @param source origin of the total
 * @param keyFingerprint fingerprint of the key, or {@link #OTHER}
 * @param model id of the model, or {@link #OTHER}; null for the service's own count, which does not distinguish models
 * @param credits all credits, including estimates
 * @param estimatedCredits the part of {@code credits} that the meter estimated
 * @param uses number of requests, or of readings higher than the one before
 * @param firstUse time of the earliest use
 * @param lastUse time of the latest use
 */
public record CreditCount(
        CreditSource source,
        String keyFingerprint,
        @Nullable String model,
        long credits,
        long estimatedCredits,
        long uses,
        Instant firstUse,
        Instant lastUse) {
    /** Stands for all keys, or all models of a key, beyond the maximum number that is counted separately. */
    public static final String OTHER = "(other)";

    public CreditCount {
        Objects.requireNonNull(source, "source");
        Objects.requireNonNull(keyFingerprint, "keyFingerprint");
        Objects.requireNonNull(firstUse, "firstUse");
        Objects.requireNonNull(lastUse, "lastUse");
    }
}
