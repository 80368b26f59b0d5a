package dev.parlando.audio.playback;

/**
 * The states of an utterance.
 */
public enum PlaybackState {
    /** Queued behind other utterances of the player. */
    QUEUED,
    /** Next to be played, and waiting for enough audio to start. */
    WAITING,
    /** Being played. */
    PLAYING,
    /**
     * Interrupted by an underrun because audio was late, or by a pause of the writer of a live text. Resumes when enough
     * audio is available.
     */
    STARVED,
    /** Paused by the user. Resumes at the same position. */
    PAUSED,
    /**
     * Held by the user after a possible barge-in. Resumes at the same position, on request or when its time has
     * elapsed.
     */
    HELD,
    /** Being faded out after a stop. */
    STOPPING,
    /** Ended because it was played completely or stopped. */
    ENDED,
    /** Ended because of an error. */
    FAILED;

    /** Returns whether the utterance has ended, so that no more of it will be played. */
    public boolean isDone() {
        return this == ENDED || this == FAILED;
    }

    /** Returns whether the user has paused or held the utterance. */
    public boolean isSuspended() {
        return this == PAUSED || this == HELD;
    }
}
