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
record Wish(Kind kind, long untilNanos, @Nullable ParlandoException reason) {
    static final Wish PLAY = new Wish(Kind.PLAY, Long.MAX_VALUE, null);
    static final Wish PAUSE = new Wish(Kind.PAUSE, Long.MAX_VALUE, null);
    static final Wish STOP = new Wish(Kind.STOP, Long.MAX_VALUE, null);

    /** What an utterance can be wanted to do. */
    enum Kind {
        PLAY,
        PAUSE,
        HOLD,
        STOP
    }

    static Wish holdUntil(long nanos) {
        return new Wish(Kind.HOLD, nanos, null);
    }

    static Wish fail(ParlandoException reason) {
        return new Wish(Kind.STOP, Long.MAX_VALUE, reason);
    }
}
