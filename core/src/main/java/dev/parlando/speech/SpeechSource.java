package dev.parlando.speech;

import dev.parlando.telemetry.Timeline;

/**
 * Starts streams of speech; the engine is one, and a test may be another.
 *
 * <p>Threading: safe for use from any thread.
 */
@FunctionalInterface
public interface SpeechSource {
    /**
     * Asks for speech and returns at once; the handler is called on a ring thread.
     *
     * @param timeline receives the moments of the stream; it may have begun earlier, when its user's wait began
     * @throws dev.parlando.error.EngineClosedException if the engine is closed
     */
    SpeechStream stream(SpeechRequest request, ChunkHandler handler, Timeline timeline);

    /** Asks for speech with a timeline that begins now; otherwise as {@link #stream(SpeechRequest, ChunkHandler, Timeline)}. */
    default SpeechStream stream(SpeechRequest request, ChunkHandler handler) {
        return stream(request, handler, new Timeline(System::nanoTime));
    }
}
