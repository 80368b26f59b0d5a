package dev.parlando.audio.internal.player;

import dev.parlando.audio.playback.PlaybackState;

/**
 * An event in the life of an utterance, and the state machine that it drives.
 *
 * <p>An event without a meaning in a state leaves the state unchanged: {@code resume} without {@code pause} and every call
 * after the end do nothing.
 */
enum PlaybackTrigger {
    /** The sink has accepted all samples of the utterances before this one. */
    DEQUEUED,
    /** Enough samples are buffered to start, or to continue. */
    READY,
    /** All buffered samples were played, and more are to come. */
    UNDERRUN,
    /** The user paused the utterance. */
    PAUSE,
    /** The user held the utterance. */
    HOLD,
    /** The user resumed the utterance, or its hold expired. */
    RESUME,
    /** The user stopped the utterance. */
    STOP,
    /** The fade after a stop was played. */
    FADED_OUT,
    /** The last sample was played. */
    COMPLETED,
    /** The stream, the decoder or the sink failed, or the player was closed. */
    FAIL;

    /** Returns the state after this event in a state. */
    PlaybackState applyTo(PlaybackState state) {
        if (state.isDone()) {
            return state;
        }
        return switch (this) {
            case DEQUEUED -> state == PlaybackState.QUEUED ? PlaybackState.WAITING : state;
            case READY ->
                state == PlaybackState.WAITING || state == PlaybackState.STARVED ? PlaybackState.PLAYING : state;
            case UNDERRUN -> state == PlaybackState.PLAYING ? PlaybackState.STARVED : state;
            case PAUSE -> suspend(state, PlaybackState.PAUSED);
            case HOLD -> suspend(state, PlaybackState.HELD);
            case RESUME -> state.isSuspended() ? PlaybackState.WAITING : state;
            case STOP -> stop(state);
            case FADED_OUT -> state == PlaybackState.STOPPING ? PlaybackState.ENDED : state;
            case COMPLETED -> state == PlaybackState.QUEUED ? state : PlaybackState.ENDED;
            case FAIL -> PlaybackState.FAILED;
        };
    }

    private static PlaybackState suspend(PlaybackState state, PlaybackState suspended) {
        return state == PlaybackState.QUEUED || state == PlaybackState.STOPPING ? state : suspended;
    }

    private static PlaybackState stop(PlaybackState state) {
        return switch (state) {
            case PLAYING, STOPPING -> PlaybackState.STOPPING;
            default -> PlaybackState.ENDED;
        };
    }
}
