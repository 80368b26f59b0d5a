package dev.parlando.benchmarks.latency;

import java.util.concurrent.locks.LockSupport;

/**
 * Tells for how long the machine kept a thread from running that asked to run every millisecond.
 *
 * <p>Threading: any.
 */
final class StallWitness implements AutoCloseable {
    private static final long TICK_NANOS = 1_000_000;

    private final Thread thread = new Thread(this::watch, "witness");
    private volatile long longestNanos;
    private volatile boolean closed;

    StallWitness() {
        thread.setDaemon(true);
        thread.start();
    }

    private void watch() {
        long last = System.nanoTime();
        while (!closed) {
            LockSupport.parkNanos(TICK_NANOS);
            long now = System.nanoTime();
            longestNanos = Math.max(longestNanos, now - last);
            last = now;
        }
    }

    double longestStallMillis() {
        return longestNanos / 1e6;
    }

    @Override
    public void close() {
        closed = true;
    }
}
