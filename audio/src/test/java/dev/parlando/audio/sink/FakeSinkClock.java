package dev.parlando.audio.sink;

import java.util.concurrent.TimeUnit;

/** Is a time that passes when the test says so, or when someone waits. */
final class FakeSinkClock implements SinkClock {
    private static final long STEP_NANOS = TimeUnit.MILLISECONDS.toNanos(1);

    /** What others do while someone waits. */
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
