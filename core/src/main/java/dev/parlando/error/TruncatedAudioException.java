package dev.parlando.error;

import org.jspecify.annotations.Nullable;

/** Reports audio that stopped before the peer ended the stream; {@link #bytesDelivered()} says how much came. */
public final class TruncatedAudioException extends ParlandoException {
    private static final long serialVersionUID = 1L;

    private final @Nullable String requestId;
    private final @Nullable TimeoutPhase timeoutPhase;

    /**
     * Reports truncation that is no time-out, of a request without a name.
     *
     * @param message why the audio stopped
     * @param cause the underlying failure, if there is one
     * @param bytesDelivered bytes of audio received until then
     */
    public TruncatedAudioException(String message, @Nullable Throwable cause, long bytesDelivered) {
        this(message, cause, bytesDelivered, null, null);
    }

    /**
     * Reports truncation.
     *
     * @param message why the audio stopped
     * @param cause the underlying failure, if there is one
     * @param bytesDelivered bytes of audio received until then
     * @param requestId what the service called the request; null if it gave it no name
     * @param timeoutPhase the phase whose time ran out; null if the failure was another
     */
    public TruncatedAudioException(
            String message,
            @Nullable Throwable cause,
            long bytesDelivered,
            @Nullable String requestId,
            @Nullable TimeoutPhase timeoutPhase) {
        super(ErrorCategory.TRUNCATED, message, cause, false, bytesDelivered);
        this.requestId = requestId;
        this.timeoutPhase = timeoutPhase;
    }

    @Override
    public @Nullable String requestId() {
        return requestId;
    }

    @Override
    public @Nullable TimeoutPhase timeoutPhase() {
        return timeoutPhase;
    }
}
