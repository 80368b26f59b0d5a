package dev.parlando.speech;

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
     * @throws dev.parlando.error.EngineClosedException if the engine is closed
     */
    SpeechStream stream(SpeechRequest request, ChunkHandler handler);
}
