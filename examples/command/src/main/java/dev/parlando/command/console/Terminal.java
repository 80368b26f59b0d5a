package dev.parlando.command.console;

import dev.parlando.error.InvalidRequestException;
import java.io.Console;
import java.util.Locale;
import java.util.Optional;

/** Is the person in front of the command, if there is one. Stateless. */
public final class Terminal {
    private Terminal() {}

    /** Returns whether what is printed is seen by a person and goes nowhere else. */
    public static boolean isPresent() {
        return console().isPresent();
    }

    @SuppressWarnings("SystemConsoleNull") // It is null up to Java 21, and later it may be no terminal.
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
     * Asks the person before something that cannot be undone.
     *
     * @throws InvalidRequestException if there is no person to ask
     * @throws CommandException if the answer is no
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
