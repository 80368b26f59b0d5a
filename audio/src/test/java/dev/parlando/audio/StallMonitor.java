package dev.parlando.audio;

import java.util.concurrent.locks.LockSupport;

/**
 * A detector of stalls of the machine. It measures the delays of a thread that asks to run every millisecond, and so
 * shows whether a failure may be due to scheduling.
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

    /** Clears all previous stalls. */
    void forgetStalls() {
        stalls.forget();
    }

    @Override
    public void close() {
        closed = true;
    }
}
