package dev.parlando.error;

import org.jspecify.annotations.Nullable;

/** Thrown when the received bytes are not audio of the requested format. */
public final class DecodeException extends ParlandoException {
    private static final long serialVersionUID = 1L;

    /** Creates an error; the message states the expected and the actual content. */
    public DecodeException(String message, @Nullable Throwable cause) {
        super(ErrorCategory.DECODE, message, cause, false, 0);
    }

    private DecodeException(DecodeException original) {
        super(original);
    }

    @Override
    public DecodeException copy() {
        return new DecodeException(this);
    }
}
