package dev.parlando.speech;

import dev.parlando.error.ParlandoException;
import dev.parlando.transcript.SpeechTiming;

/**
 * Receives one stream of encoded audio; implemented by users.
 *
 * <p>Threading: all methods are called on a ring thread of the engine, one at a time and in order: at most one
 * {@link #onResponse}, any number of {@link #onChunk} and {@link #onTiming}, then exactly one of {@link #onEnd} and {@link #onError}. They
 * serve all streams of that ring and must be quick: a handler that cannot take more answers {@link ChunkAction#HOLD}
 * and never waits. A handler that throws fails its own stream with a {@link dev.parlando.error.HandlerException}.
 */
@FunctionalInterface
public interface ChunkHandler {
    /** Is told that the service accepted the request, before the first chunk. */
    default void onResponse(SpeechResponse response) {}

    /** Takes the next bytes; see {@link Chunk} for what may be done with them. */
    ChunkAction onChunk(Chunk chunk);

    /**
     * Is told when the next characters sound, if {@linkplain SpeechRequestBuilder#timestamps asked for}: about when their
     * audio is handed out, be it before or after.
     */
    default void onTiming(SpeechTiming timing) {}

    /** Is told that the audio is complete, or that it was cancelled: {@link SpeechResult#cancelled()}. */
    default void onEnd(SpeechResult result) {}

    /** Is told that the stream failed; nothing follows. */
    default void onError(ParlandoException error) {}
}
