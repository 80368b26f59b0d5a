package dev.parlando.audio.internal.player;

import dev.parlando.audio.playback.PlaybackEnd;
import dev.parlando.audio.sink.SinkClock;
import dev.parlando.error.InvalidRequestException;
import dev.parlando.error.ParlandoException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * A command of the user for one utterance. Immutable.
 *
 * @param kind the requested action
 * @param untilNanos the time at which a hold expires, on the clock of the sink
 * @param end the way in which the utterance ends with this command in effect, unless it fails
 * @param reason the error of the stopped utterance, or {@code null} if it ends normally
 */
record PlaybackCommand(Kind kind, long untilNanos, PlaybackEnd end, @Nullable ParlandoException reason) {
    static final PlaybackCommand PLAY = of(Kind.PLAY, PlaybackEnd.COMPLETED);
    static final PlaybackCommand PAUSE = of(Kind.PAUSE, PlaybackEnd.COMPLETED);
    static final PlaybackCommand STOP = of(Kind.STOP, PlaybackEnd.STOPPED);
    /** The stop of an utterance that was not heard in time. */
    static final PlaybackCommand DROP = of(Kind.STOP, PlaybackEnd.LATE);
    /** The stop of an utterance that was silenced in favor of another voice. */
    static final PlaybackCommand STEAL = of(Kind.STOP, PlaybackEnd.STOLEN);

    /** A duration that never elapses in practice and cannot overflow a clock. */
    private static final long MAX_HOLD_NANOS = Long.MAX_VALUE / 2;

    /** The actions that a user can request. */
    enum Kind {
        PLAY,
        PAUSE,
        HOLD,
        STOP
    }

    private static PlaybackCommand of(Kind kind, PlaybackEnd end) {
        return new PlaybackCommand(kind, Long.MAX_VALUE, end, null);
    }

    /**
     * Returns a hold that expires after a time.
     *
     * @throws InvalidRequestException if the time is not positive
     */
    static PlaybackCommand hold(Duration atMost, long nowNanos) {
        if (atMost.isZero() || atMost.isNegative()) {
            throw new InvalidRequestException("atMost", atMost + " is not a time to hold for; use some seconds");
        }
        long nanos = Math.min(TimeUnit.NANOSECONDS.convert(atMost), MAX_HOLD_NANOS);
        return new PlaybackCommand(Kind.HOLD, nowNanos + nanos, PlaybackEnd.COMPLETED, null);
    }

    /** Returns a stop that ends the utterance with an error. */
    static PlaybackCommand fail(ParlandoException reason) {
        return new PlaybackCommand(Kind.STOP, Long.MAX_VALUE, PlaybackEnd.STOPPED, reason);
    }

    /**
     * Returns the command in effect after {@code next} was given. A stop is final, and a hold leaves a pause in effect,
     * since the pause has no time limit.
     */
    PlaybackCommand then(PlaybackCommand next) {
        boolean pauseOutlastsHold = kind == Kind.PAUSE && next.kind == Kind.HOLD;
        return isStop() || pauseOutlastsHold ? this : next;
    }

    /** Returns the command in effect for an utterance whose player is {@code paused} or not. A stop has precedence. */
    PlaybackCommand orPaused(boolean paused) {
        return paused && !isStop() ? PAUSE : this;
    }

    /** Returns whether this is a hold whose time has elapsed. */
    boolean isExpired(SinkClock clock) {
        return kind == Kind.HOLD && untilNanos - clock.nanoTime() <= 0;
    }

    boolean isStop() {
        return kind == Kind.STOP;
    }
}
