package dev.parlando.error;

import org.jspecify.annotations.Nullable;

/** Reports bytes that are not audio of the requested format. */
public final class DecodeException extends ParlandoException {
    private static final long serialVersionUID = 1L;

    /** Says what the decoder expected and what it found. */
    public DecodeException(String message, @Nullable Throwable cause) {
        super(ErrorCategory.DECODE, message, cause, false, 0);
    }
}
