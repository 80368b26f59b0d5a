package dev.parlando.transcript;

import java.util.Objects;

/**
 * Text of one or two lines, displayed for a time span. Immutable.
 *
 * @param startMillis time at which the text appears, in milliseconds
 * @param endMillis time at which the text disappears, in milliseconds
 * @param text the lines, separated by a line feed
 */
public record Caption(long startMillis, long endMillis, String text) {
    public Caption {
        Objects.requireNonNull(text, "text");
    }
}
