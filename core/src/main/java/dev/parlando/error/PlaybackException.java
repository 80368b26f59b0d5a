package dev.parlando.error;

import org.jspecify.annotations.Nullable;

/** Reports that a sound device or an output file cannot be used. */
public final class PlaybackException extends ParlandoException {
    private static final long serialVersionUID = 1L;

    /** Says which device or file failed, and what to do. */
    public PlaybackException(String message, @Nullable Throwable cause) {
        this(message, cause, false);
    }

    private PlaybackException(String message, @Nullable Throwable cause, boolean retryable) {
        super(ErrorCategory.PLAYBACK, message, cause, retryable, 0);
    }

    /** Says that a device was lost while it played; it may come back, or another may take its place. */
    public static PlaybackException deviceLost(String message, @Nullable Throwable cause) {
        return new PlaybackException(message, cause, true);
    }
}
