package dev.parlando.command;

import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Finds keys of the service on a command line, where none belongs. Stateless.
 *
 * <p>With their prefix they are found anywhere. The older ones are hexadecimal digits, as are parts of many a path and text, so
 * that they must be all of an argument or of the value after a {@code =}.
 */
final class KeyArgumentDetector {
    private static final Pattern KEY =
            Pattern.compile("(?<![A-Za-z0-9])sk_[A-Za-z0-9_-]{20,}|^([^=]*=)?[\"']?[0-9a-fA-F]{32,}[\"']?$");

    private KeyArgumentDetector() {}

    static boolean containsKey(String... arguments) {
        return Stream.of(arguments)
                .anyMatch(argument -> KEY.matcher(argument.strip()).find());
    }
}
