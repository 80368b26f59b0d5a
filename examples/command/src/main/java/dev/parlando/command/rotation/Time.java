package dev.parlando.command.rotation;

import java.time.Duration;

/** Tells how time passes and lets it pass; tests have one of their own. */
public interface Time {
    /** Is the time of this machine. */
    Time REAL = new Time() {
        @Override
        public long nanos() {
            return System.nanoTime();
        }

        @Override
        public void pass(Duration duration) throws InterruptedException {
            Thread.sleep(duration.toMillis());
        }
    };

    /** Returns nanoseconds since some moment. */
    long nanos();

    /** Returns when so much time has passed. */
    void pass(Duration duration) throws InterruptedException;
}
