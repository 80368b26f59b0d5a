package dev.parlando.command.console;

import dev.parlando.error.InvalidRequestException;
import java.io.Console;
import java.util.Locale;
import java.util.Optional;

/** The interactive terminal of the process, if there is one. Stateless. */
public final class Terminal {
    private Terminal() {}

    /** Returns whether the output goes to an interactive terminal. */
    public static boolean isPresent() {
        return console().isPresent();
    }

    @SuppressWarnings("SystemConsoleNull") // Null up to Java 21; in later versions possibly not a terminal.
    private static Optional<Console> console() {
        return Optional.ofNullable(System.console()).filter(Terminal::isTerminal);
    }

    private static boolean isTerminal(Console console) {
        try {
            return (boolean) Console.class.getMethod("isTerminal").invoke(console);
        } catch (ReflectiveOperationException beforeJava22) {
            return true;
        }
    }

    /**
     * Asks for confirmation before an operation that cannot be undone.
     *
     * @throws InvalidRequestException if there is no terminal
     * @throws CommandException if the user declines
     */
    public static void confirm(String question) {
        Console console = console()
                .orElseThrow(() -> new InvalidRequestException(
                        "--yes", "is missing, and there is no terminal to ask on: " + question));
        String answer = console.readLine("parlando: %s [y/N] ", question);
        if (answer == null || !answer.strip().toLowerCase(Locale.ROOT).startsWith("y")) {
            throw new CommandException("nothing was done", null);
        }
    }
}
