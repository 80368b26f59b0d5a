package dev.parlando.transcript;

/**
 * Is what is shown at a time, in one line or two.
 *
 * @param startMillis when it appears
 * @param endMillis when it is gone
 * @param text the lines, with a line feed between them
 */
public record Caption(long startMillis, long endMillis, String text) {}
