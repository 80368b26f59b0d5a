package dev.parlando.command;

import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Detects API keys among command-line arguments, where they must not appear. Stateless.
 *
 * <p>Keys with the {@code sk_} prefix are detected anywhere in an argument. Older keys consist of hexadecimal digits,
 * as do checksums and ids. They are detected only after a name such as {@code api_key=}.
 */
final class KeyArgumentDetector {
    /** The prefix needs a digit after it, which every random key has and an identifier in snake case has not. */
    private static final Pattern PREFIXED =
            Pattern.compile("(?<![A-Za-z0-9])sk_(?=[A-Za-z_-]*[0-9])[A-Za-z0-9_-]{20,}");

    private static final Pattern NAMED =
            Pattern.compile("api[-_]?key\\w*[\"']?\\s*[=:]\\s*[\"']?[0-9a-f]{32,}", Pattern.CASE_INSENSITIVE);

    private KeyArgumentDetector() {}

    static boolean containsKey(String... arguments) {
        return Stream.of(arguments)
                .anyMatch(argument -> PREFIXED.matcher(argument).find()
                        || NAMED.matcher(argument).find());
    }
}
