package dev.parlando.command.console;

import org.jspecify.annotations.Nullable;

/** Thrown when the command fails for a reason of its own, with a message for the user. */
public final class CommandException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public CommandException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
