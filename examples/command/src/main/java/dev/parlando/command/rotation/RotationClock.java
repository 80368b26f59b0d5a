package dev.parlando.command.rotation;

import java.time.Duration;

/** Tells how time passes and lets it pass; tests have one of their own. */
public interface RotationClock {
    /** Is the time of this machine. */
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

    /** Returns nanoseconds since some moment. */
    long nanoTime();

    /** Returns when so much time has passed. */
    void sleep(Duration duration) throws InterruptedException;
}
