package dev.parlando.error;

import java.util.Objects;

/**
 * Thrown when the caller's own handler threw an exception. The stream was reset; {@link #getCause()} is that exception.
 */
public final class HandlerException extends ParlandoException {
    private static final long serialVersionUID = 1L;

    /** Creates an error with the exception of the handler as its cause. */
    public HandlerException(String message, Throwable cause) {
        super(ErrorCategory.HANDLER, message, Objects.requireNonNull(cause, "cause"), false, 0);
    }
}
