package dev.parlando.benchmarks.endtoend.telephony;

import dev.parlando.benchmarks.soak.memory.MemoryFootprint;
import io.netty.util.internal.PlatformDependent;
import java.lang.management.BufferPoolMXBean;
import java.lang.management.ManagementFactory;

/**
 * A snapshot of the memory of this JVM, without thread stacks.
 *
 * @param heapBytes the size of live objects after a garbage collection
 * @param directBytes the memory of Netty's allocator and of direct buffers
 */
record CallMemory(long heapBytes, long directBytes) {
    /** Triggers a garbage collection and measures. */
    static CallMemory now() {
        MemoryFootprint footprint = MemoryFootprint.now();
        long directBytes = ManagementFactory.getPlatformMXBeans(BufferPoolMXBean.class).stream()
                .filter(pool -> pool.getName().equals("direct"))
                .mapToLong(BufferPoolMXBean::getMemoryUsed)
                .sum();
        boolean separate = PlatformDependent.useDirectBufferNoCleaner();
        return new CallMemory(footprint.heapBytes(), directBytes + (separate ? footprint.directBytes() : 0));
    }
}
