package dev.parlando.audio;

import java.util.concurrent.locks.LockSupport;

/**
 * Tells for how long the machine kept a thread from running that asked to run every millisecond, and so how much of what
 * went wrong meanwhile may be its doing.
 */
final class StallMonitor implements AutoCloseable {
    private static final long TICK_NANOS = 1_000_000;

    private final StallTimer stalls = new StallTimer();
    private final Thread thread = new Thread(this::watch, "witness");
    private volatile boolean closed;

    StallMonitor() {
        thread.setDaemon(true);
        thread.start();
    }

    private void watch() {
        while (!closed) {
            stalls.alive();
            LockSupport.parkNanos(TICK_NANOS);
        }
    }

    double longestStallMillis() {
        return stalls.longestMillis();
    }

    /** Forgets the stalls that were before. */
    void forgetStalls() {
        stalls.forget();
    }

    @Override
    public void close() {
        closed = true;
    }
}
