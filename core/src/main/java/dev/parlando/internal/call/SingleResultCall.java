package dev.parlando.internal.call;

import dev.parlando.error.ParlandoException;
import dev.parlando.internal.event.UnexpectedFailure;
import java.util.concurrent.CompletableFuture;

/**
 * Work of a shard that ends with one result. The result is computed on a thread of the callback executor's pool, so that
 * it delays no stream.
 *
 * <p>Threading: owned by the event loop, except {@link #result()}.
 */
abstract class SingleResultCall<T> implements EventLoopShard.Task {
    private final EventLoopShard shard;
    private final CompletableFuture<T> result = new CompletableFuture<>();

    SingleResultCall(EventLoopShard shard) {
        this.shard = shard;
    }

    /** Starts the work; called after the shard has added it. */
    abstract void start();

    final EventLoopShard shard() {
        return shard;
    }

    final CompletableFuture<T> result() {
        return result;
    }

    /** Completes the result by a command that runs off the event loop. An exception becomes the result. */
    final void complete(Runnable completion) {
        shard.callbacks().pool().execute(() -> {
            try {
                completion.run();
            } catch (Throwable thrown) {
                result.completeExceptionally(UnexpectedFailure.toException(thrown));
            } finally {
                shard.remove(this);
            }
        });
    }

    final void fail(ParlandoException error) {
        complete(() -> result.completeExceptionally(error));
    }

    @Override
    public void abort(ParlandoException error) {
        fail(error);
    }

    @Override
    public void failDirectly(ParlandoException error) {
        failStages(error);
    }

    @Override
    public void failStages(ParlandoException error) {
        result.completeExceptionally(error);
    }
}
