package dev.parlando.error;

import org.jspecify.annotations.Nullable;

/** Thrown when a sound device or an output file cannot be used. */
public final class PlaybackException extends ParlandoException {
    private static final long serialVersionUID = 1L;

    /** Creates an error; the message names the device or file and the remedy. */
    public PlaybackException(String message, @Nullable Throwable cause) {
        this(message, cause, false);
    }

    private PlaybackException(String message, @Nullable Throwable cause, boolean retryable) {
        super(ErrorCategory.PLAYBACK, message, cause, retryable, 0);
    }

    private PlaybackException(PlaybackException original) {
        super(original);
    }

    @Override
    public PlaybackException copy() {
        return new PlaybackException(this);
    }

    /**
     * Returns a retryable error for a device lost during playback. The device may return, or another one may replace
     * it.
     */
    public static PlaybackException deviceLost(String message, @Nullable Throwable cause) {
        return new PlaybackException(message, cause, true);
    }
}
