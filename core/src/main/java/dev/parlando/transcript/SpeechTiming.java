package dev.parlando.transcript;

import org.jspecify.annotations.Nullable;

/**
 * Times of the characters in one piece of a response. The pieces of a response follow one another.
 *
 * @param alignment times for the text as it was sent; null if the service did not send them
 * @param normalizedAlignment times for the text as it is spoken, with numbers and similar text spelled out; null if the service did
 *     not send them
 */
public record SpeechTiming(@Nullable Alignment alignment, @Nullable Alignment normalizedAlignment) {
    /** Returns the times of the same characters, {@code millis} later. */
    public SpeechTiming shifted(double millis) {
        return new SpeechTiming(
                alignment == null ? null : alignment.shifted(millis),
                normalizedAlignment == null ? null : normalizedAlignment.shifted(millis));
    }
}
