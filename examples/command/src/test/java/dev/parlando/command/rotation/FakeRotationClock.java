package dev.parlando.command.rotation;

import java.time.Duration;

/** Is a time that passes only when it is waited for. */
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
