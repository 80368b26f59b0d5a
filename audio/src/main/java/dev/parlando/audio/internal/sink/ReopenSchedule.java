package dev.parlando.audio.internal.sink;

import dev.parlando.audio.sink.SinkClock;
import java.util.concurrent.TimeUnit;

/**
 * The retry schedule for a lost device, with ten attempts per second for five seconds and one per second after that.
 * Unplayed audio waits for the device during the first five seconds.
 *
 * <p>Threading: confined to one thread at a time.
 */
public final class ReopenSchedule {
    private static final long FIRST_RETRY_NANOS = TimeUnit.MILLISECONDS.toNanos(100);
    private static final long LATER_RETRY_NANOS = TimeUnit.SECONDS.toNanos(1);
    /** The time for which unplayed audio waits for the device. */
    public static final int TIMEOUT_SECONDS = 5;

    private final SinkClock clock;
    private long lostNanos;
    private long nextNanos;

    /** Creates a schedule that is not started. */
    public ReopenSchedule(SinkClock clock) {
        this.clock = clock;
    }

    /** Starts the schedule. The first attempt is due immediately. */
    public void start() {
        lostNanos = clock.nanoTime();
        nextNanos = lostNanos;
    }

    /** Returns the number of nanoseconds until the next attempt, or 0 if it is due. */
    public long nanosUntilNext() {
        return Math.max(0, nextNanos - clock.nanoTime());
    }

    /** Records a failed attempt. */
    public void onFailed() {
        nextNanos = clock.nanoTime() + (isTimedOut() ? LATER_RETRY_NANOS : FIRST_RETRY_NANOS);
    }

    /** Returns whether the retries have lasted long enough to give up the unplayed audio. */
    public boolean isTimedOut() {
        return clock.nanoTime() - lostNanos >= TimeUnit.SECONDS.toNanos(TIMEOUT_SECONDS);
    }

    /** Returns the time since the start. */
    public double downMillis() {
        return (clock.nanoTime() - lostNanos) / 1e6;
    }
}
