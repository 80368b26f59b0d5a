package dev.parlando.audio.internal.player;

import dev.parlando.audio.playback.PlaybackResult;
import dev.parlando.error.ParlandoException;
import dev.parlando.internal.event.CallbackExecutor;
import dev.parlando.internal.event.EngineThread;
import dev.parlando.internal.event.LazyStage;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The completion of one utterance, with its result or its error.
 *
 * <p>Threading: safe for use from any thread.
 */
final class PlaybackCompletion {
    private final CompletableFuture<PlaybackResult> future = new CompletableFuture<>();
    private final LazyStage<PlaybackResult> stage;

    /** Creates a completion whose stage completes on an executor, or on a thread of its own if that is {@code null}. */
    PlaybackCompletion(@Nullable Executor executor) {
        stage = new LazyStage<>(future, executor == null ? Runnable::run : new CallbackExecutor(executor));
    }

    /**
     * Completes with a result, or with an error unless that is {@code null}.
     *
     * <p>User code that depends on the completion must not run on the playback thread. It must not queue behind other tasks
     * either, as in the common pool, which may have a single thread.
     */
    void complete(@Nullable ParlandoException error, Supplier<PlaybackResult> result) {
        Runnable completing = () -> {
            if (error != null) {
                future.completeExceptionally(error);
            } else {
                future.complete(result.get());
            }
        };
        EngineThread.create("parlando-done", completing).start();
    }

    /** Returns the future for callers that wait. No user code may depend on it. */
    CompletableFuture<PlaybackResult> future() {
        return future;
    }

    /** Returns the stage for user code. */
    CompletionStage<PlaybackResult> stage() {
        return stage.get();
    }
}
