package dev.parlando.speech;

import dev.parlando.internal.event.CallerWait;
import dev.parlando.telemetry.Timeline;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * The caller's handle to one utterance that is being streamed.
 *
 * <p>Threading: every method may be called from any thread. Only {@code join} blocks. The stages of an engine's stream
 * complete on its {@link dev.parlando.SpeechEngineBuilder#callbackExecutor}, or on {@link CallOptions#executor()} if the
 * call has one, so dependent actions may block.
 */
public interface SpeechStream {
    /** Returns the request. */
    SpeechRequest request();

    /**
     * Returns a stage that completes when the service has accepted the request, and fails with the stream. A
     * cancellation before that is not a failure: the stage completes with null, as
     * {@link SpeechResult#response()} of {@link #completion()} then is.
     */
    CompletionStage<@Nullable SpeechResponse> response();

    /**
     * Returns a stage that completes at the end of the audio, and fails with a
     * {@link dev.parlando.error.ParlandoException}. A cancellation is not a failure: the stage completes with a result
     * that is {@link SpeechResult#cancelled()}.
     */
    CompletionStage<SpeechResult> completion();

    /**
     * Waits for the end of the audio and returns the result.
     *
     * @throws dev.parlando.error.ParlandoException if the stream failed
     * @throws dev.parlando.error.InterruptedWaitException if the thread is interrupted; the stream continues
     * @throws IllegalStateException on a ring thread, such as in a {@link ChunkHandler}; use {@link #completion()}
     */
    SpeechResult join();

    /**
     * Waits for the end of the audio, no longer than a limit. Returns an empty value if the stream has not ended by
     * then; it continues.
     *
     * @throws dev.parlando.error.ParlandoException if the stream failed
     * @throws dev.parlando.error.InterruptedWaitException if the thread is interrupted; the stream continues
     * @throws IllegalStateException on a ring thread, such as in a {@link ChunkHandler}; use {@link #completion()}
     */
    default Optional<SpeechResult> join(Duration limit) {
        Objects.requireNonNull(limit, "limit");
        return CallerWait.join(completion().toCompletableFuture(), limit);
    }

    /**
     * Ends the current {@link ChunkAction#HOLD}. If the stream is not held, the resume is remembered and ends the next
     * HOLD immediately; several resumes before one HOLD count as one.
     */
    void resume();

    /**
     * Resets the HTTP/2 stream. No chunk is delivered after the handler call that is currently running. Does nothing
     * after the end.
     */
    void cancel();

    /** Returns the timeline, which records further events while the utterance runs. */
    Timeline timeline();
}
