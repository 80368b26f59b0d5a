package dev.parlando.error;

import org.jspecify.annotations.Nullable;

/** Reports that the network, TLS or HTTP failed before any audio arrived, and how far the request had got. */
public final class TransportException extends ParlandoException {
    private static final long serialVersionUID = 1L;

    private final Progress progress;
    private final @Nullable Phase timedOut;

    /**
     * Reports a transport failure.
     *
     * @param message what failed, against which address, and what to do
     * @param cause the underlying failure, if there is one
     * @param progress how far the request got
     */
    public TransportException(String message, @Nullable Throwable cause, Progress progress) {
        this(message, cause, progress, null);
    }

    /**
     * Reports a transport failure that is perhaps a time-out.
     *
     * @param message what failed, against which address, and what to do
     * @param cause the underlying failure, if there is one
     * @param progress how far the request got
     * @param timedOut the phase whose time ran out; null if the failure was another
     */
    public TransportException(String message, @Nullable Throwable cause, Progress progress, @Nullable Phase timedOut) {
        super(ErrorCategory.TRANSPORT, message, cause, progress != Progress.PROCESSED, 0);
        this.progress = progress;
        this.timedOut = timedOut;
    }

    @Override
    public Progress progress() {
        return progress;
    }

    @Override
    public @Nullable Phase timedOut() {
        return timedOut;
    }
}
