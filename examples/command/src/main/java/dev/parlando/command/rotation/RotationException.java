package dev.parlando.command.rotation;

import org.jspecify.annotations.Nullable;

/** Reports that a rotation could not go on, with what to do about it; never with a secret. */
public final class RotationException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    RotationException(String message) {
        this(message, null);
    }

    RotationException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
