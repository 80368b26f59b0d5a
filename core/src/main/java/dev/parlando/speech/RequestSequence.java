package dev.parlando.speech;

import dev.parlando.error.ParlandoException;
import org.jspecify.annotations.Nullable;

/**
 * The requests of one {@link SegmentedStream}, in order.
 *
 * <p>Threading: called by one thread at a time, except {@link #onReadable}.
 */
interface RequestSequence {
    /** States of a sequence. */
    enum State {
        /** Requests may follow. */
        OPEN,
        /** No request follows. */
        ENDED,
        /** The stream is to be cancelled. */
        CANCELLED
    }

    /**
     * Returns whether a request is better sent after the response before it has ended. That makes a pause, so it applies
     * only to handlers that do not play the audio while it arrives.
     */
    default boolean waitsForEnd() {
        return false;
    }

    /** Sets the action that runs, on any thread, when {@link #next} may return another value. */
    void onReadable(Runnable action);

    /**
     * Returns the next request, which is sent, or null if there is none at this time.
     *
     * @param previousEnded the id of the last request if its response has ended; null otherwise
     */
    @Nullable
    SpeechRequest next(long nanoTime, @Nullable String previousEnded);

    /** Returns the nanoseconds until {@link #next} may return another value; {@link Long#MAX_VALUE} if it will not. */
    long nanosUntilNext(long nanoTime);

    State state();

    /** Returns the failure that ends the stream after the last request; null for none. */
    @Nullable
    ParlandoException failure();

    /** Called when no further request is needed. */
    void close();
}
