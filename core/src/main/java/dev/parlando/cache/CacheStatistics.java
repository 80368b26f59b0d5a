package dev.parlando.cache;

/**
 * Counts of a {@link CachedSpeech} since its creation, and its current size. Immutable.
 *
 * @param hits calls whose audio was complete in memory
 * @param diskHits calls whose audio was read from the directory
 * @param followers calls that joined a request in flight, or the reading of a file
 * @param misses calls that sent a request
 * @param bypassed calls that were passed on, because their audio is not stored
 * @param evictions recordings removed from memory to make room
 * @param oversized requests whose audio was delivered and not stored, because it exceeded the limit or memory was in use
 * @param recordings number of recordings in memory
 * @param memoryBytes bytes of audio in memory, including audio that is arriving
 * @param writtenFiles files written
 * @param brokenFiles files deleted because their content was not valid
 * @param diskFailures files that could not be read or written
 * @param sharedHits calls whose audio was read from the shared store
 * @param sharedWaits calls that waited for a request of another machine
 * @param sharedWrites values written to the shared store
 * @param sharedBroken values of the shared store deleted because they were not valid
 * @param sharedFailures operations of the shared store that failed or took too long
 */
public record CacheStatistics(
        long hits,
        long diskHits,
        long followers,
        long misses,
        long bypassed,
        long evictions,
        long oversized,
        int recordings,
        long memoryBytes,
        long writtenFiles,
        long brokenFiles,
        long diskFailures,
        long sharedHits,
        long sharedWaits,
        long sharedWrites,
        long sharedBroken,
        long sharedFailures) {}
