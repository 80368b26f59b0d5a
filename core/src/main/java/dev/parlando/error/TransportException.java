package dev.parlando.error;

import org.jspecify.annotations.Nullable;

/** Reports that the network, TLS or HTTP/2 failed before any audio arrived, and how far the request had got. */
public final class TransportException extends ParlandoException {
    private static final long serialVersionUID = 1L;

    /** Says how far a request got, which decides whether it may be sent again. */
    public enum Progress {
        /** Nothing of it left this machine. */
        NOT_SENT,
        /** The peer said that it did not process it (RFC 9113, section 8.7). */
        REFUSED,
        /** The peer may have processed, and billed, it. */
        PROCESSED
    }

    private final Progress progress;

    /**
     * Reports a transport failure.
     *
     * @param message what failed, against which address, and what to do
     * @param cause the underlying failure, if there is one
     * @param progress how far the request got
     */
    public TransportException(String message, @Nullable Throwable cause, Progress progress) {
        super(ErrorCategory.TRANSPORT, message, cause, progress != Progress.PROCESSED, 0);
        this.progress = progress;
    }

    /** Returns how far the request got. */
    public Progress progress() {
        return progress;
    }
}
