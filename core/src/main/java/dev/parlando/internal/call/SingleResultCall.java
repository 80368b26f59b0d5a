package dev.parlando.internal.call;

import dev.parlando.error.ParlandoException;
import dev.parlando.internal.delivery.RingFeed;
import dev.parlando.internal.delivery.StreamProgress;
import dev.parlando.internal.event.UnexpectedFailure;
import io.netty.buffer.ByteBufAllocator;
import java.util.concurrent.CompletableFuture;

/**
 * Work of a shard that ends with one result, delivered to the user on the ring thread.
 *
 * <p>Threading: owned by the event loop, except {@link #result()}.
 */
abstract class SingleResultCall<T> implements EventLoopShard.Task {
    private final EventLoopShard shard;
    private final RingFeed feed;
    private final CompletableFuture<T> result = new CompletableFuture<>();

    SingleResultCall(EventLoopShard shard) {
        this.shard = shard;
        this.feed = new RingFeed(
                shard.ring(),
                item -> ((Runnable) item).run(),
                StreamProgress.none(),
                ByteBufAllocator.DEFAULT,
                step -> shard.guarded(this, step));
    }

    /** Starts the work; called after the shard has added it. */
    abstract void start();

    final EventLoopShard shard() {
        return shard;
    }

    final CompletableFuture<T> result() {
        return result;
    }

    /** Completes the result by a command that runs on the ring thread. An exception becomes the result. */
    final void complete(Runnable completion) {
        feed.offer((Runnable) () -> {
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
