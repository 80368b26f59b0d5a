package dev.parlando.error;

/** Reports that the caller's own handler threw; the stream was reset and the cause is what it threw. */
public final class HandlerException extends ParlandoException {
    private static final long serialVersionUID = 1L;

    /** Wraps what the handler threw. */
    public HandlerException(String message, Throwable cause) {
        super(ErrorCategory.HANDLER, message, cause, false, 0);
    }
}
