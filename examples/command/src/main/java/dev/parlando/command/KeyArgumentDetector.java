package dev.parlando.command;

import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Detects API keys among command-line arguments, where they must not appear. Stateless.
 *
 * <p>Keys with the {@code sk_} prefix are detected anywhere in an argument. Older keys consist of hexadecimal digits,
 * as do parts of many paths and texts. They are detected only as a whole argument or as the whole value after
 * {@code =}.
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
