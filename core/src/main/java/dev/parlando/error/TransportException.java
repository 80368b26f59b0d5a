package dev.parlando.error;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Thrown when the network, TLS or HTTP failed before any audio arrived; {@link #progress()} reports the request's
 * progress.
 */
public final class TransportException extends ParlandoException {
    private static final long serialVersionUID = 1L;

    private final RequestProgress progress;
    private final @Nullable TimeoutPhase timeoutPhase;

    /**
     * Creates an error that is not a timeout.
     *
     * @param message the failure, the address and the remedy
     * @param cause the underlying failure, if there is one
     * @param progress progress of the request; anything but {@link RequestProgress#PROCESSED} makes the error retryable
     */
    public TransportException(String message, @Nullable Throwable cause, RequestProgress progress) {
        this(message, cause, progress, null);
    }

    /**
     * Creates an error that may be a timeout.
     *
     * @param message the failure, the address and the remedy
     * @param cause the underlying failure, if there is one
     * @param progress progress of the request; anything but {@link RequestProgress#PROCESSED} makes the error retryable
     * @param timeoutPhase the phase that timed out; null if this is not a timeout
     */
    public TransportException(
            String message, @Nullable Throwable cause, RequestProgress progress, @Nullable TimeoutPhase timeoutPhase) {
        super(ErrorCategory.TRANSPORT, message, cause, progress != RequestProgress.PROCESSED, 0);
        this.progress = Objects.requireNonNull(progress, "progress");
        this.timeoutPhase = timeoutPhase;
    }

    private TransportException(TransportException original) {
        super(original);
        this.progress = original.progress;
        this.timeoutPhase = original.timeoutPhase;
    }

    @Override
    public TransportException copy() {
        return new TransportException(this);
    }

    @Override
    public RequestProgress progress() {
        return progress;
    }

    @Override
    public @Nullable TimeoutPhase timeoutPhase() {
        return timeoutPhase;
    }
}
