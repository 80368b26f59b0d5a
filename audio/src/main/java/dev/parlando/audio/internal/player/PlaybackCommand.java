package dev.parlando.audio.internal.player;

import dev.parlando.error.ParlandoException;
import org.jspecify.annotations.Nullable;

/**
 * Says what the user of an utterance wants of it. Immutable.
 *
 * @param kind what it should do
 * @param untilNanos when a hold is over, on the clock of the sink
 * @param reason what an ended utterance fails with; null if it is to end well
 */
record PlaybackCommand(Kind kind, long untilNanos, @Nullable ParlandoException reason) {
    static final PlaybackCommand PLAY = new PlaybackCommand(Kind.PLAY, Long.MAX_VALUE, null);
    static final PlaybackCommand PAUSE = new PlaybackCommand(Kind.PAUSE, Long.MAX_VALUE, null);
    static final PlaybackCommand STOP = new PlaybackCommand(Kind.STOP, Long.MAX_VALUE, null);

    /** What an utterance can be wanted to do. */
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
