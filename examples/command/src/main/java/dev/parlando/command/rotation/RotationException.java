package dev.parlando.command.rotation;

import org.jspecify.annotations.Nullable;

/** Thrown when a rotation cannot continue. The message states the remedy and never contains a secret. */
public final class RotationException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    RotationException(String message) {
        this(message, null);
    }

    RotationException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
