package dev.parlando.audio.internal.player;

import dev.parlando.error.ParlandoException;
import org.jspecify.annotations.Nullable;

/**
 * A command of the user for one utterance. Immutable.
 *
 * @param kind the requested action
 * @param untilNanos the time at which a hold expires, on the clock of the sink
 * @param reason the error of the stopped utterance, or {@code null} if it ends normally
 */
record PlaybackCommand(Kind kind, long untilNanos, @Nullable ParlandoException reason) {
    static final PlaybackCommand PLAY = new PlaybackCommand(Kind.PLAY, Long.MAX_VALUE, null);
    static final PlaybackCommand PAUSE = new PlaybackCommand(Kind.PAUSE, Long.MAX_VALUE, null);
    static final PlaybackCommand STOP = new PlaybackCommand(Kind.STOP, Long.MAX_VALUE, null);

    /** The actions that a user can request. */
    enum Kind {
        PLAY,
        PAUSE,
        HOLD,
        STOP
    }

    static PlaybackCommand holdUntil(long nanos) {
        return new PlaybackCommand(Kind.HOLD, nanos, null);
    }

    static PlaybackCommand fail(ParlandoException reason) {
        return new PlaybackCommand(Kind.STOP, Long.MAX_VALUE, reason);
    }
}
