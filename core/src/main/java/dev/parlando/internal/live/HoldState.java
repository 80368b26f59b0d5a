package dev.parlando.internal.live;

import java.util.concurrent.atomic.AtomicReference;

/**
 * The state of a handler that holds and resumes a stream of several parts. A resume that comes while the stream is not
 * held ends the next hold.
 *
 * <p>Threading: one thread at a time holds, and any thread resumes.
 */
public final class HoldState {
    private enum State {
        FREE,
        HELD,
        RESUMED
    }

    private final AtomicReference<State> state = new AtomicReference<>(State.FREE);

    /** Creates the state of a stream that is not held. */
    public HoldState() {}

    /** Records a hold, before it takes effect. Returns whether an earlier resume ends it. */
    public boolean hold() {
        return state.getAndUpdate(before -> before == State.RESUMED ? State.FREE : State.HELD) == State.RESUMED;
    }

    /** Returns whether the stream is held. */
    public boolean isHeld() {
        return state.get() == State.HELD;
    }

    /** Records a resume. Returns whether it ends a hold. */
    public boolean resume() {
        return state.getAndUpdate(before -> before == State.HELD ? State.FREE : State.RESUMED) == State.HELD;
    }
}
