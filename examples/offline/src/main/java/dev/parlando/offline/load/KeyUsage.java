package dev.parlando.offline.load;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Tells what one key was used for since the server started. Immutable.
 *
 * @param requests how many requests the key was good for, whatever became of them afterwards; those with its single-use
 *     tokens too
 * @param refusedDisabled how many were refused because the key was disabled
 * @param refusedDeleted how many were refused because the key was deleted
 * @param refusedByRules how many were refused by its permissions, its addresses or its limit of credits
 * @param credits how many credits it used: the sum of {@code character-cost}
 * @param lastUsed when the last request came, refused or not; null before the first
 */
public record KeyUsage(
        long requests,
        long refusedDisabled,
        long refusedDeleted,
        long refusedByRules,
        long credits,
        @Nullable Instant lastUsed) {}
