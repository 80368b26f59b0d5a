package dev.parlando.speech;

import org.jspecify.annotations.Nullable;

/**
 * Result of a stream that completed or was cancelled.
 *
 * @param response the response headers; null if the stream was cancelled before they arrived
 * @param bytes number of bytes of encoded audio delivered to the handler
 * @param chunks number of chunks in which they were delivered
 * @param cancelled whether the stream was cancelled, so that the audio is incomplete
 */
public record SpeechResult(@Nullable SpeechResponse response, long bytes, long chunks, boolean cancelled) {}
