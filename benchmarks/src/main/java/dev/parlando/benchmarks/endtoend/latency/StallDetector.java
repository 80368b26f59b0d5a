package dev.parlando.benchmarks.endtoend.latency;

import java.util.concurrent.locks.LockSupport;

/**
 * Tells for how long the machine kept a thread from running that asked to run every millisecond.
 *
 * <p>Threading: any.
 */
final class StallDetector implements AutoCloseable {
    /** Beyond half of the default buffer of a line. */
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

    @SuppressWarnings("NonAtomicVolatileUpdate") // only this thread writes
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

    /** Returns how often it was longer than {@link #LONG_MILLIS}. */
    int longStalls() {
        return longStalls;
    }

    @Override
    public void close() {
        closed = true;
    }
}
