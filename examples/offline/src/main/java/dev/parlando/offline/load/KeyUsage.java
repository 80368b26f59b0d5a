package dev.parlando.offline.load;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The usage of one key since the server started. Immutable.
 *
 * @param requests number of requests admitted with the key or with its single-use tokens, including those that failed
 *     later
 * @param refusedDisabled number of requests refused because the key was disabled
 * @param refusedDeleted number of requests refused because the key was deleted
 * @param refusedByRules number of requests refused because of its permissions, its addresses or its credit limit
 * @param credits number of credits used: the sum of {@code character-cost}
 * @param lastUsed when the last request arrived, including refused ones; null before the first
 */
public record KeyUsage(
        long requests,
        long refusedDisabled,
        long refusedDeleted,
        long refusedByRules,
        long credits,
        @Nullable Instant lastUsed) {}
