package dev.parlando.internal.timing;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;

/**
 * Measures the heap bytes that the current thread allocates.
 *
 * <p>The JVM bills a thread for its own work when it compiles or deoptimises a method. That happens in a few rounds only,
 * whereas code that allocates does so in each round, so the least of several rounds is the allocation of the code.
 */
public final class Allocation {
    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    private static final int ROUNDS = 20;

    private Allocation() {}

    /** Returns the bytes of the round that allocated least; stops early at a round without allocation. */
    public static long leastBytes(Runnable round) {
        long least = Long.MAX_VALUE;
        for (int i = 0; i < ROUNDS && least > 0; i++) {
            long before = THREADS.getCurrentThreadAllocatedBytes();
            round.run();
            least = Math.min(least, THREADS.getCurrentThreadAllocatedBytes() - before);
        }
        return least;
    }
}
