package dev.parlando.cache;

import java.util.concurrent.atomic.LongAdder;

/** The counts of a cache. Threading: safe for use from any thread. */
final class CacheCounts {
    final LongAdder hits = new LongAdder();
    final LongAdder diskHits = new LongAdder();
    final LongAdder followers = new LongAdder();
    final LongAdder misses = new LongAdder();
    final LongAdder bypassed = new LongAdder();
    final LongAdder oversized = new LongAdder();
    final LongAdder writtenFiles = new LongAdder();
    final LongAdder brokenFiles = new LongAdder();
    final LongAdder diskFailures = new LongAdder();
    final LongAdder sharedHits = new LongAdder();
    final LongAdder sharedWaits = new LongAdder();
    final LongAdder sharedWrites = new LongAdder();
    final LongAdder sharedBroken = new LongAdder();
    final LongAdder sharedFailures = new LongAdder();

    CacheStatistics toStatistics(RecordingTable table) {
        return new CacheStatistics(
                hits.sum(),
                diskHits.sum(),
                followers.sum(),
                misses.sum(),
                bypassed.sum(),
                table.evictions(),
                oversized.sum(),
                table.size(),
                table.usedBytes(),
                writtenFiles.sum(),
                brokenFiles.sum(),
                diskFailures.sum(),
                sharedHits.sum(),
                sharedWaits.sum(),
                sharedWrites.sum(),
                sharedBroken.sum(),
                sharedFailures.sum());
    }
}
