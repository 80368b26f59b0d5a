package dev.parlando.command.rotation;

import java.time.Duration;

/** A clock that can also sleep. Tests use a fake implementation. */
public interface RotationClock {
    /** The system clock. */
    RotationClock REAL = new RotationClock() {
        @Override
        public long nanoTime() {
            return System.nanoTime();
        }

        @Override
        public void sleep(Duration duration) throws InterruptedException {
            Thread.sleep(duration.toMillis());
        }
    };

    /** Returns a time in nanoseconds, relative to an arbitrary origin. */
    long nanoTime();

    /** Sleeps for the given duration. */
    void sleep(Duration duration) throws InterruptedException;
}
