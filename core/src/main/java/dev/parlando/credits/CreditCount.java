package dev.parlando.credits;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Sums up what a key has spent with one model, or, by the service's own count, with all. Immutable.
 *
 * @param source where the number comes from
 * @param keyFingerprint names the key without showing it, or {@link #OTHER}
 * @param model the id of the model, or {@link #OTHER}; null if the service's count was read, which tells no models apart
 * @param credits all of them
 * @param estimatedCredits how many of them are our estimate
 * @param uses requests, or readings that were higher than the one before
 * @param firstUse the earliest
 * @param lastUse the latest; a key that nobody uses any more stays at it
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

    /** Stands for all keys, or all models of a key, for which there was no room of their own. */
    public static final String OTHER = "(other)";
}
