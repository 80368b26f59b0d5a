package dev.parlando.speech;

import dev.parlando.error.HandlerException;
import dev.parlando.error.ParlandoException;
import dev.parlando.internal.event.LazyStage;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/**
 * The stages of a stream of several requests, and the calls of its handler that complete them.
 *
 * <p>Threading: the methods that call the handler are called one at a time; all others may be called on any thread.
 */
final class StreamStages {
    private final ChunkHandler handler;
    private final CompletableFuture<@Nullable SpeechResponse> response = new CompletableFuture<>();
    private final CompletableFuture<SpeechResult> completion = new CompletableFuture<>();
    private final LazyStage<@Nullable SpeechResponse> responseStage;
    private final LazyStage<SpeechResult> completionStage;

    StreamStages(ChunkHandler handler, Executor executor) {
        this.handler = handler;
        this.responseStage = new LazyStage<>(response, executor);
        this.completionStage = new LazyStage<>(completion, executor);
    }

    CompletionStage<@Nullable SpeechResponse> response() {
        return responseStage.get();
    }

    CompletionStage<SpeechResult> completion() {
        return completionStage.get();
    }

    CompletableFuture<SpeechResult> result() {
        return completion;
    }

    /** Called with the headers of the first response. */
    void onResponse(SpeechResponse headers) {
        handler.onResponse(headers);
        response.complete(headers);
    }

    /** Called at the end of the audio, or after a cancellation. */
    void onEnd(SpeechResult result) {
        try {
            handler.onEnd(result);
        } catch (Throwable thrown) {
            completeExceptionally(new HandlerException("the chunk handler's onEnd threw " + thrown, thrown));
            return;
        }
        response.complete(null); // Without effect unless no response came.
        completion.complete(result);
    }

    /** Called when the stream has failed. */
    void onError(ParlandoException error) {
        try {
            handler.onError(error);
        } catch (Throwable thrown) {
            if (thrown != error) { // An exception cannot suppress itself.
                error.addSuppressed(thrown);
            }
        }
        completeExceptionally(error);
    }

    private void completeExceptionally(ParlandoException error) {
        response.completeExceptionally(error);
        completion.completeExceptionally(error);
    }
}
