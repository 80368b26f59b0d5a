package dev.parlando.audio.mix;

import dev.parlando.audio.sink.SinkClock;
import java.util.concurrent.TimeUnit;

/**
 * Says when a lost device is tried again, and how long its lanes wait for it: ten times a second for five seconds, and
 * once a second after that.
 *
 * <p>Confined to the mixing thread.
 */
final class Recovery {
    private static final long QUICK_NANOS = TimeUnit.MILLISECONDS.toNanos(100);
    private static final long SLOW_NANOS = TimeUnit.SECONDS.toNanos(1);
    private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(5);

    private final SinkClock clock;
    private long lostNanos;
    private long nextNanos;

    Recovery(SinkClock clock) {
        this.clock = clock;
    }

    /** Begins; the first attempt is due at once. */
    void begin() {
        lostNanos = clock.nanoTime();
        nextNanos = lostNanos;
    }

    /** Returns how long to wait for the next attempt, 0 if it is due. */
    long untilNextNanos() {
        return Math.max(0, nextNanos - clock.nanoTime());
    }

    /** Notes that an attempt has failed. */
    void failed() {
        nextNanos = clock.nanoTime() + (isHopeless() ? SLOW_NANOS : QUICK_NANOS);
    }

    /** Returns whether it has been tried for so long that the lanes should know. */
    boolean isHopeless() {
        return clock.nanoTime() - lostNanos >= PATIENCE_NANOS;
    }

    double lostMillis() {
        return (clock.nanoTime() - lostNanos) / 1e6;
    }
}
