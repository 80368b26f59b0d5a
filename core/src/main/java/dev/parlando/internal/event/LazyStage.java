package dev.parlando.internal.event;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/**
 * The stage of a result for user code, which is created on first use. However often it is requested, the result is
 * dispatched once, so that polling the stage costs no thread.
 *
 * <p>Threading: safe for use from any thread.
 *
 * @param <T> the type of the result
 */
public final class LazyStage<T extends @Nullable Object> {
    private final CompletableFuture<T> result;
    private final Executor callbacks;

    @GuardedBy("this")
    private @Nullable CompletionStage<T> stage;

    /** Creates the stage of a result, which completes on the executor. */
    public LazyStage(CompletableFuture<T> result, Executor callbacks) {
        this.result = result;
        this.callbacks = callbacks;
    }

    /** Returns the stage; a completed result needs no dispatch. */
    public CompletionStage<T> get() {
        return result.isDone() ? result.minimalCompletionStage() : dispatched();
    }

    private synchronized CompletionStage<T> dispatched() {
        CompletionStage<T> known = stage;
        if (known == null) {
            known = CallbackExecutor.dispatch(result, callbacks).minimalCompletionStage();
            stage = known;
        }
        return known;
    }
}
