package dev.parlando.command.console;

import org.jspecify.annotations.Nullable;

/** Reports in the words of the command what it could not do. */
public final class CommandException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public CommandException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
