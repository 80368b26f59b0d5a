package dev.parlando.error;

import org.jspecify.annotations.Nullable;

/** Thrown when a sound device or an output file cannot be used. */
public final class PlaybackException extends ParlandoException {
    private static final long serialVersionUID = 1L;

    private final boolean voiceStolen;

    /** Creates an error; the message names the device or file and the remedy. */
    public PlaybackException(String message, @Nullable Throwable cause) {
        this(message, cause, false, false);
    }

    private PlaybackException(String message, @Nullable Throwable cause, boolean retryable, boolean voiceStolen) {
        super(ErrorCategory.PLAYBACK, message, cause, retryable, 0);
        this.voiceStolen = voiceStolen;
    }

    private PlaybackException(PlaybackException original) {
        super(original);
        voiceStolen = original.voiceStolen;
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
        return new PlaybackException(message, cause, true, false);
    }

    /**
     * Returns an error for an output that was silenced in favor of a more important one. It may be opened again, for other
     * audio.
     */
    public static PlaybackException voiceStolen(String message) {
        return new PlaybackException(message, null, false, true);
    }

    /** Returns whether the output was silenced in favor of a more important one. */
    public boolean isVoiceStolen() {
        return voiceStolen;
    }
}
