package dev.parlando.benchmarks.soak.memory;

import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.ByteBufAllocatorMetricProvider;
import java.lang.management.ManagementFactory;

/**
 * A snapshot of the memory of this JVM.
 *
 * @param heapBytes the size of live objects after a garbage collection
 * @param directBytes the off-heap memory held by Netty's allocator, whether in use or cached
 */
public record MemoryFootprint(long heapBytes, long directBytes) {
    /** Triggers a garbage collection and measures. */
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
