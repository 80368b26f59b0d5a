package dev.parlando.audio.sink;

import java.util.concurrent.TimeUnit;

/** A clock that advances on request or when a thread waits. */
final class FakeSinkClock implements SinkClock {
    private static final long STEP_NANOS = TimeUnit.MILLISECONDS.toNanos(1);

    /** Runs on every wait, to simulate other threads. */
    Runnable onWait = () -> {};

    private long nanos = -5;

    @Override
    public long nanoTime() {
        return nanos;
    }

    @Override
    public void await(long waitNanos) {
        nanos += Math.min(waitNanos, STEP_NANOS);
        onWait.run();
    }

    void passMillis(long millis) {
        nanos += TimeUnit.MILLISECONDS.toNanos(millis);
    }
}
