package dev.parlando.audio.mix;

import dev.parlando.audio.sink.SinkClock;
import java.util.concurrent.TimeUnit;

/**
 * The retry schedule for a lost device, with ten attempts per second for five seconds and one per second after that.
 * Lanes wait for the device during the first five seconds.
 *
 * <p>Guarded by the lock of {@link MixerState}.
 */
final class ReopenSchedule {
    private static final long FIRST_RETRY_NANOS = TimeUnit.MILLISECONDS.toNanos(100);
    private static final long LATER_RETRY_NANOS = TimeUnit.SECONDS.toNanos(1);
    private static final long TIMEOUT_NANOS = TimeUnit.SECONDS.toNanos(5);

    private final SinkClock clock;
    private long lostNanos;
    private long nextNanos;

    ReopenSchedule(SinkClock clock) {
        this.clock = clock;
    }

    /** Starts the schedule. The first attempt is due immediately. */
    void start() {
        lostNanos = clock.nanoTime();
        nextNanos = lostNanos;
    }

    /** Returns the number of nanoseconds until the next attempt, or 0 if it is due. */
    long nanosUntilNext() {
        return Math.max(0, nextNanos - clock.nanoTime());
    }

    /** Records a failed attempt. */
    void onFailed() {
        nextNanos = clock.nanoTime() + (isTimedOut() ? LATER_RETRY_NANOS : FIRST_RETRY_NANOS);
    }

    /** Returns whether the retries have lasted long enough to fail the lanes. */
    boolean isTimedOut() {
        return clock.nanoTime() - lostNanos >= TIMEOUT_NANOS;
    }

    double downMillis() {
        return (clock.nanoTime() - lostNanos) / 1e6;
    }
}
