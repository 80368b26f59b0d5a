package dev.parlando.audio.internal.player;

import dev.parlando.audio.playback.PlaybackState;

/**
 * An event in the life of an utterance, and the state machine that it drives.
 *
 * <p>An event without a meaning in a state leaves the state unchanged: {@code resume} without {@code pause} and every call
 * after the end do nothing.
 */
enum PlaybackEvent {
    /** The sink has accepted all samples of the utterances before this one. */
    TURN,
    /** Enough samples are buffered to start, or to continue. */
    READY,
    /** All buffered samples were played, and more are to come. */
    RAN_DRY,
    /** The user paused the utterance. */
    PAUSE,
    /** The user held the utterance. */
    HOLD,
    /** The user resumed the utterance, or its hold expired. */
    RESUME,
    /** The user stopped the utterance. */
    STOP,
    /** The fade after a stop was played. */
    SILENT,
    /** The last sample was played. */
    PLAYED_OUT,
    /** The stream, the decoder or the sink failed, or the player was closed. */
    FAIL;

    /** Returns the state after this event in a state. */
    PlaybackState after(PlaybackState state) {
        if (state.isOver()) {
            return state;
        }
        return switch (this) {
            case TURN -> state == PlaybackState.QUEUED ? PlaybackState.WAITING : state;
            case READY ->
                state == PlaybackState.WAITING || state == PlaybackState.STARVED ? PlaybackState.PLAYING : state;
            case RAN_DRY -> state == PlaybackState.PLAYING ? PlaybackState.STARVED : state;
            case PAUSE ->
                state == PlaybackState.QUEUED || state == PlaybackState.STOPPING ? state : PlaybackState.PAUSED;
            case HOLD -> hold(state);
            case RESUME -> state.isSuspended() ? PlaybackState.WAITING : state;
            case STOP -> stop(state);
            case SILENT -> state == PlaybackState.STOPPING ? PlaybackState.ENDED : state;
            case PLAYED_OUT -> state == PlaybackState.QUEUED ? state : PlaybackState.ENDED;
            case FAIL -> PlaybackState.FAILED;
        };
    }

    private static PlaybackState hold(PlaybackState state) {
        return switch (state) {
            case QUEUED, STOPPING, PAUSED -> state;
            default -> PlaybackState.HELD;
        };
    }

    private static PlaybackState stop(PlaybackState state) {
        return switch (state) {
            case PLAYING, STOPPING -> PlaybackState.STOPPING;
            default -> PlaybackState.ENDED;
        };
    }
}
