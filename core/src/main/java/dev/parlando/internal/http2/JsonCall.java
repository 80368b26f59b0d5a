package dev.parlando.internal.http2;

import dev.parlando.error.ParlandoException;
import dev.parlando.error.UnexpectedResponseException;
import dev.parlando.telemetry.Timeline;
import io.netty.buffer.ByteBufAllocator;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;

/**
 * Is one GET whose JSON answer is read on the ring thread, where its future completes.
 *
 * <p>Threading: owned by the event loop, except {@link #result()}.
 */
final class JsonCall<T> implements Lane.Member, Attempts.Call {
    private final String path;
    private final Function<byte[], T> reader;
    private final Lane lane;
    private final RingFeed feed;
    private final Attempts attempts;
    private final CompletableFuture<T> result = new CompletableFuture<>();

    JsonCall(String path, Function<byte[], T> reader, Lane lane) {
        this.path = path;
        this.reader = reader;
        this.lane = lane;
        this.feed = new RingFeed(lane.ring(), item -> ((Runnable) item).run(), ByteBufAllocator.DEFAULT);
        this.attempts = new Attempts(lane, this, new Timeline(lane.settings().nanoClock()), Long.MAX_VALUE);
    }

    CompletableFuture<T> result() {
        return result;
    }

    /** Sends the request. */
    void start() {
        attempts.start();
    }

    @Override
    public Exchange newExchange() {
        return new JsonExchange(lane, path, attempts, body -> complete(() -> result.complete(reader.apply(body))));
    }

    @Override
    public boolean isIdempotent() {
        return true;
    }

    @Override
    public void onGivenUp(ParlandoException error) {
        complete(() -> result.completeExceptionally(error));
    }

    @Override
    public void onRingRoom() {
        feed.pump();
    }

    @Override
    public void abort(ParlandoException error) {
        attempts.stop();
        onGivenUp(error);
    }

    @Override
    public void abandon(ParlandoException error) {
        result.completeExceptionally(error);
    }

    private void complete(Runnable completion) {
        feed.offer((Runnable) () -> {
            try {
                completion.run();
            } catch (ParlandoException error) {
                result.completeExceptionally(error);
            } catch (RuntimeException unforeseen) {
                result.completeExceptionally(
                        new UnexpectedResponseException("the answer to " + path + " cannot be read: " + unforeseen));
            } finally {
                lane.forget(this);
            }
        });
    }
}
