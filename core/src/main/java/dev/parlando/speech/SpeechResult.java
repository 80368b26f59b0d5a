package dev.parlando.speech;

import org.jspecify.annotations.Nullable;

/**
 * Sums up a stream that came to its end or was cancelled.
 *
 * @param response the head of the response; null if it was cancelled before that arrived
 * @param bytes bytes of encoded audio handed to the handler
 * @param chunks how many chunks they came in
 * @param cancelled whether it was cancelled rather than complete
 */
public record SpeechResult(@Nullable SpeechResponse response, long bytes, long chunks, boolean cancelled) {}
