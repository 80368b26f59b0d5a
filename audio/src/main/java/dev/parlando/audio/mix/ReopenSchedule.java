package dev.parlando.audio.mix;

import dev.parlando.audio.sink.SinkClock;
import java.util.concurrent.TimeUnit;

/**
 * Says when a lost device is tried again, and how long its lanes wait for it: ten times a second for five seconds, and
 * once a second after that.
 *
 * <p>Confined to the mixing thread.
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

    /** Begins; the first attempt is due at once. */
    void start() {
        lostNanos = clock.nanoTime();
        nextNanos = lostNanos;
    }

    /** Returns how long to wait for the next attempt, 0 if it is due. */
    long nanosUntilNext() {
        return Math.max(0, nextNanos - clock.nanoTime());
    }

    /** Notes that an attempt has failed. */
    void onFailed() {
        nextNanos = clock.nanoTime() + (isTimedOut() ? LATER_RETRY_NANOS : FIRST_RETRY_NANOS);
    }

    /** Returns whether it has been tried for so long that the lanes should know. */
    boolean isTimedOut() {
        return clock.nanoTime() - lostNanos >= TIMEOUT_NANOS;
    }

    double downMillis() {
        return (clock.nanoTime() - lostNanos) / 1e6;
    }
}
