package dev.parlando.examples.cli;

import org.jspecify.annotations.Nullable;

/** Reports in the words of the command what it could not do. */
final class CommandException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    CommandException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
