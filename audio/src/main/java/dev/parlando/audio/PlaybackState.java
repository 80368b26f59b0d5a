package dev.parlando.audio;

/**
 * Names what an utterance does at a moment, and which events take it on from there.
 *
 * <p>An event that means nothing in a state leaves it as it is: so {@code resume} without {@code pause} and every call
 * after the end do nothing.
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
    public boolean isOver() {
        return this == ENDED || this == FAILED;
    }

    /** Returns whether it is silent by a wish of its user, to go on later. */
    public boolean isSuspended() {
        return this == PAUSED || this == HELD;
    }

    /** Returns the state that follows when that happens. */
    PlaybackState after(PlaybackEvent event) {
        if (isOver()) {
            return this;
        }
        return switch (event) {
            case TURN -> this == QUEUED ? WAITING : this;
            case READY -> this == WAITING || this == STARVED ? PLAYING : this;
            case RAN_DRY -> this == PLAYING ? STARVED : this;
            case PAUSE -> this == QUEUED || this == STOPPING ? this : PAUSED;
            case HOLD -> this == QUEUED || this == STOPPING || this == PAUSED ? this : HELD;
            case RESUME -> isSuspended() ? WAITING : this;
            case STOP -> this == PLAYING || this == STOPPING ? STOPPING : ENDED;
            case SILENT -> this == STOPPING ? ENDED : this;
            case PLAYED_OUT -> this == QUEUED ? this : ENDED;
            case FAIL -> FAILED;
        };
    }
}
