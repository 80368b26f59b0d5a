package dev.parlando.audio.internal.player;

import dev.parlando.audio.sink.SinkClock;
import dev.parlando.error.InvalidRequestException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The deadline by which an utterance must be heard, if it has one.
 *
 * <p>Threading: any thread sets and reads it.
 */
final class StartDeadline {
    private volatile @Nullable Limit limit;

    /** A time limit from a time on the clock of the sink. */
    private record Limit(long fromNanos, long nanos) {}

    /**
     * Sets the time limit from now.
     *
     * @throws InvalidRequestException if it is not positive
     */
    void set(Duration time, long nowNanos) {
        if (time.isZero() || time.isNegative()) {
            throw new InvalidRequestException("limit", time + " is not positive");
        }
        limit = new Limit(nowNanos, TimeUnit.NANOSECONDS.convert(time));
    }

    /**
     * Returns the time until the deadline, which is negative after it, or {@link PlaybackLoop#FOREVER} for none. Reads the
     * clock only if there is a deadline.
     */
    long remainingNanos(SinkClock clock) {
        Limit current = limit;
        return current == null ? PlaybackLoop.FOREVER : current.nanos() - (clock.nanoTime() - current.fromNanos());
    }
}
