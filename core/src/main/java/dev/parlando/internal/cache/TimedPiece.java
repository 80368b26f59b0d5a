package dev.parlando.internal.cache;

import dev.parlando.transcript.SpeechTiming;

/**
 * Times of characters, and their place in the audio.
 *
 * @param position number of bytes that were received before
 */
public record TimedPiece(long position, SpeechTiming timing) {}
