package dev.parlando.error;

import org.jspecify.annotations.Nullable;

/** Reports audio that stopped before the peer ended the stream; {@link #bytesDelivered()} says how much came. */
public final class TruncatedAudioException extends ParlandoException {
    private static final long serialVersionUID = 1L;

    /**
     * Reports truncation.
     *
     * @param message why the audio stopped
     * @param cause the underlying failure, if there is one
     * @param bytesDelivered bytes of audio received until then
     */
    public TruncatedAudioException(String message, @Nullable Throwable cause, long bytesDelivered) {
        super(ErrorCategory.TRUNCATED, message, cause, false, bytesDelivered);
    }
}
