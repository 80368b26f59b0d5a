package dev.parlando.error;

import org.jspecify.annotations.Nullable;

/** Reports that the network, TLS or HTTP failed before any audio arrived, and how far the request had got. */
public final class TransportException extends ParlandoException {
    private static final long serialVersionUID = 1L;

    private final RequestProgress progress;
    private final @Nullable TimeoutPhase timeoutPhase;

    /**
     * Reports a transport failure.
     *
     * @param message what failed, against which address, and what to do
     * @param cause the underlying failure, if there is one
     * @param progress how far the request got
     */
    public TransportException(String message, @Nullable Throwable cause, RequestProgress progress) {
        this(message, cause, progress, null);
    }

    /**
     * Reports a transport failure that is perhaps a time-out.
     *
     * @param message what failed, against which address, and what to do
     * @param cause the underlying failure, if there is one
     * @param progress how far the request got
     * @param timeoutPhase the phase whose time ran out; null if the failure was another
     */
    public TransportException(
            String message, @Nullable Throwable cause, RequestProgress progress, @Nullable TimeoutPhase timeoutPhase) {
        super(ErrorCategory.TRANSPORT, message, cause, progress != RequestProgress.PROCESSED, 0);
        this.progress = progress;
        this.timeoutPhase = timeoutPhase;
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
