package dev.parlando.audio.playback;

/**
 * The state of a playback.
 */
public enum PlaybackState {
    /** Waits for its turn, behind other utterances of its player. */
    QUEUED,
    /** Has its turn and waits for enough sound to begin with. */
    WAITING,
    /** Is heard. */
    PLAYING,
    /** Has run dry in mid-speech, since its audio came too late; goes on when enough is there. */
    STARVED,
    /** Is silent because its user paused it; goes on where it was. */
    PAUSED,
    /** Is silent because somebody may have interrupted it; goes on where it was, by itself after a while. */
    HELD,
    /** Fades out. */
    STOPPING,
    /** Is over: heard to its end, or stopped. */
    ENDED,
    /** Is over because something failed. */
    FAILED;

    /** Returns whether nothing more will be heard of it. */
    public boolean isDone() {
        return this == ENDED || this == FAILED;
    }

    /** Returns whether it is silent by a wish of its user, to go on later. */
    public boolean isSuspended() {
        return this == PAUSED || this == HELD;
    }
}
