package dev.parlando.internal.event;

import dev.parlando.error.ParlandoException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The stages of a stream that is made of other streams, and the last call of its handler before they complete.
 *
 * <p>Threading: safe for use from any thread; only one thread ends the stream.
 *
 * @param <H> the type of the response headers
 * @param <R> the type of the result
 */
public final class StreamStages<H, R> {
    /** The executor of the JDK for asynchronous tasks. */
    public static final Executor JDK_POOL = new CompletableFuture<Void>().defaultExecutor();

    private final CompletableFuture<@Nullable H> response = new CompletableFuture<>();
    private final CompletableFuture<R> completion = new CompletableFuture<>();
    private final LazyStage<@Nullable H> responseStage;
    private final LazyStage<R> completionStage;

    /**
     * Creates the stages of a stream.
     *
     * @param own executor on which they complete; null for {@link #JDK_POOL}
     */
    public StreamStages(@Nullable Executor own) {
        Executor executor = own == null ? JDK_POOL : own;
        this.responseStage = new LazyStage<>(response, executor);
        this.completionStage = new LazyStage<>(completion, executor);
    }

    /** Returns the stage of the response headers for user code. */
    public CompletionStage<@Nullable H> response() {
        return responseStage.get();
    }

    /** Returns the stage of the result for user code. */
    public CompletionStage<R> completion() {
        return completionStage.get();
    }

    /** Returns the result, which completes on the thread that ends the stream. */
    public CompletableFuture<R> result() {
        return completion;
    }

    /** Completes the stage of the response headers. */
    public void respond(H headers) {
        response.complete(headers);
    }

    /** Calls the handler at the end of the audio, or after a cancellation, and completes the stages. */
    public void end(R result, Consumer<R> onEnd) {
        try {
            onEnd.accept(result);
        } catch (Throwable thrown) {
            completeExceptionally(HandlerFailure.of("onEnd", thrown));
            return;
        }
        complete(result);
    }

    /** Completes the stages with a result, after which no handler is called. */
    public void complete(R result) {
        response.complete(null); // Without effect unless no response came.
        completion.complete(result);
    }

    /** Calls the handler with the failure of the stream, and fails the stages. */
    public void fail(ParlandoException error, Consumer<ParlandoException> onError) {
        HandlerFailure.report(error, onError);
        completeExceptionally(error);
    }

    /** Fails the stages, after which no handler is called. */
    public void completeExceptionally(Throwable failure) {
        response.completeExceptionally(failure);
        completion.completeExceptionally(failure);
    }
}
