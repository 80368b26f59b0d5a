package dev.parlando.command.rotation;

import java.time.Duration;

/** A time source that advances only when a caller sleeps. */
final class FakeRotationClock implements RotationClock {
    private long nanos = 5;

    @Override
    public long nanoTime() {
        return nanos;
    }

    @Override
    public void sleep(Duration duration) {
        nanos += duration.toNanos();
    }
}
