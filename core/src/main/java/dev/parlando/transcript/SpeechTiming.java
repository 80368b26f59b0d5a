package dev.parlando.transcript;

import org.jspecify.annotations.Nullable;

/**
 * Says when the characters of one piece of speech sound; the pieces of an answer follow one another.
 *
 * @param alignment of the text as it was sent; null if the service did not say
 * @param normalizedAlignment of the text as it is spoken, with numbers and the like spelled out; null if the service did not say
 */
public record SpeechTiming(@Nullable Alignment alignment, @Nullable Alignment normalizedAlignment) {}
