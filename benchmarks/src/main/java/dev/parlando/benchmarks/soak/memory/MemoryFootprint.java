package dev.parlando.benchmarks.soak.memory;

import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.ByteBufAllocatorMetricProvider;
import java.lang.management.ManagementFactory;

/**
 * Holds what this JVM's memory was at one moment.
 *
 * @param heapBytes live objects, after a collection
 * @param directBytes memory that Netty's allocator holds outside the heap, whether lent out or kept for later
 */
public record MemoryFootprint(long heapBytes, long directBytes) {
    /** Collects garbage and measures. */
    public static MemoryFootprint now() {
        System.gc();
        long heapBytes =
                ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
        long directBytes = ((ByteBufAllocatorMetricProvider) ByteBufAllocator.DEFAULT)
                .metric()
                .usedDirectMemory();
        return new MemoryFootprint(heapBytes, directBytes);
    }
}
