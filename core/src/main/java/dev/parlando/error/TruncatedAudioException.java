package dev.parlando.error;

import org.jspecify.annotations.Nullable;

/**
 * Thrown when the audio stopped before the peer ended the stream. {@link #bytesDelivered()} counts the received bytes.
 */
public final class TruncatedAudioException extends ParlandoException {
    private static final long serialVersionUID = 1L;

    private final @Nullable String requestId;
    private final @Nullable TimeoutPhase timeoutPhase;

    /**
     * Creates an error that is not a timeout, for a request without a request id.
     *
     * @param message the reason for the truncation
     * @param cause the underlying failure, if there is one
     * @param bytesDelivered bytes of audio received before the failure
     */
    public TruncatedAudioException(String message, @Nullable Throwable cause, long bytesDelivered) {
        this(message, cause, bytesDelivered, null, null);
    }

    /**
     * Creates an error.
     *
     * @param message the reason for the truncation
     * @param cause the underlying failure, if there is one
     * @param bytesDelivered bytes of audio received before the failure
     * @param requestId the request id assigned by the service; null if there is none
     * @param timeoutPhase the phase that timed out; null if this is not a timeout
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

    private TruncatedAudioException(TruncatedAudioException original) {
        super(original);
        this.requestId = original.requestId;
        this.timeoutPhase = original.timeoutPhase;
    }

    @Override
    public TruncatedAudioException copy() {
        return new TruncatedAudioException(this);
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
