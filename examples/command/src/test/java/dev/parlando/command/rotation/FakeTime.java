package dev.parlando.command.rotation;

import java.time.Duration;

/** Is a time that passes only when it is waited for. */
final class FakeTime implements Time {
    private long nanos = 5;

    @Override
    public long nanos() {
        return nanos;
    }

    @Override
    public void pass(Duration duration) {
        nanos += duration.toNanos();
    }
}
