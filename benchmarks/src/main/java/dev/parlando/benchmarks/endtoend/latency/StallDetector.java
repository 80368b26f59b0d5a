package dev.parlando.benchmarks.endtoend.latency;

import java.util.concurrent.locks.LockSupport;

/**
 * A monitor of scheduling stalls. Its thread wakes up every millisecond and records for how long the machine kept it
 * from running.
 *
 * <p>Threading: safe for use from any thread.
 */
final class StallDetector implements AutoCloseable {
    /** The threshold of a long stall, which is more than half of the default line buffer. */
    static final int LONG_MILLIS = 50;

    private static final long TICK_NANOS = 1_000_000;

    private final Thread thread = new Thread(this::watch, "witness");
    private volatile long longestNanos;
    private volatile int longStalls;
    private volatile boolean closed;

    StallDetector() {
        thread.setDaemon(true);
        thread.start();
    }

    @SuppressWarnings("NonAtomicVolatileUpdate") // Only this thread writes.
    private void watch() {
        long last = System.nanoTime();
        while (!closed) {
            LockSupport.parkNanos(TICK_NANOS);
            long now = System.nanoTime();
            longestNanos = Math.max(longestNanos, now - last);
            if (now - last > LONG_MILLIS * 1_000_000L) {
                longStalls++;
            }
            last = now;
        }
    }

    double longestStallMillis() {
        return longestNanos / 1e6;
    }

    /** Returns the number of stalls longer than {@link #LONG_MILLIS}. */
    int longStalls() {
        return longStalls;
    }

    @Override
    public void close() {
        closed = true;
    }
}
