package dev.parlando.speech;

import dev.parlando.telemetry.Timeline;
import java.util.concurrent.CompletionStage;

/**
 * Is the caller's handle on one utterance that is being streamed.
 *
 * <p>Threading: every method may be called from any thread and none blocks, except {@link #join()}. Stages complete on
 * a ring thread, so what depends on them must be quick or use an executor of its own.
 */
public interface SpeechStream {
    /** Returns what was asked for. */
    SpeechRequest request();

    /** Returns a stage that completes when the service accepted the request, and fails as the stream fails. */
    CompletionStage<SpeechResponse> response();

    /**
     * Returns a stage that completes at the end of the audio or after a cancellation, and fails with a
     * {@link dev.parlando.error.ParlandoException}.
     */
    CompletionStage<SpeechResult> completion();

    /**
     * Waits for the end.
     *
     * @throws dev.parlando.error.ParlandoException if the stream failed
     */
    SpeechResult join();

    /**
     * Ends the current {@link ChunkAction#HOLD}. If the stream is not held, the resume is remembered and ends the next
     * HOLD immediately; several resumes before one HOLD count as one.
     */
    void resume();

    /** Resets the HTTP/2 stream; no chunk is handed out after the call that is under way. Does nothing at the end. */
    void cancel();

    /** Returns the moments measured so far; it goes on filling while the utterance runs. */
    Timeline timeline();
}
