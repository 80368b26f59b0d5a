package dev.parlando.error;

import org.jspecify.annotations.Nullable;

/** Reports that a sound device or an output file cannot be used. */
public final class PlaybackException extends ParlandoException {
    private static final long serialVersionUID = 1L;

    /** Says which device or file failed, and what to do. */
    public PlaybackException(String message, @Nullable Throwable cause) {
        super(ErrorCategory.PLAYBACK, message, cause, false, 0);
    }
}
