package dev.parlando.internal.http2;

import dev.parlando.error.ParlandoException;
import dev.parlando.error.Progress;
import dev.parlando.error.TransportException;
import dev.parlando.error.UnexpectedResponseException;
import dev.parlando.internal.connect.Origin;
import dev.parlando.internal.wire.Refusal;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.handler.codec.http2.Http2Error;
import io.netty.handler.codec.http2.Http2Headers;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Is one GET whose whole JSON answer is read on the ring thread, where its future completes.
 *
 * <p>Threading: owned by the event loop.
 */
final class JsonExchange<T> extends Exchange implements Lane.Member {
    private static final int MAX_BODY_BYTES = 16 * 1024 * 1024;

    private final String path;
    private final Function<byte[], T> reader;
    private final Lane lane;
    private final RingFeed feed;
    private final CompletableFuture<T> result = new CompletableFuture<>();
    private final BoundedBody body = new BoundedBody(MAX_BODY_BYTES);
    private boolean begun;
    private int status;

    JsonExchange(String path, Function<byte[], T> reader, Lane lane) {
        this.path = path;
        this.reader = reader;
        this.lane = lane;
        this.feed = new RingFeed(lane.ring(), item -> ((Runnable) item).run(), ByteBufAllocator.DEFAULT);
    }

    CompletableFuture<T> result() {
        return result;
    }

    @Override
    boolean creditsByItself() {
        return true;
    }

    @Override
    Http2Headers requestHeaders(Origin origin) {
        return RequestHeaders.get(origin, path, lane.settings().apiKey());
    }

    @Override
    byte[] requestBody() {
        return new byte[0];
    }

    @Override
    void onConnected(boolean reused) {
        begun = true;
    }

    @Override
    void onHead(Http2Headers headers, String protocol) {
        status = ResponseHead.status(headers);
    }

    @Override
    void onBody(ByteBuf data, int paddingBytes) {
        body.add(data);
        data.release();
        if (body.exceeded()) {
            abandon(Http2Error.CANCEL);
            onFailed(new UnexpectedResponseException(
                    "the answer to " + path + " is longer than " + MAX_BODY_BYTES + " bytes"));
        }
    }

    @Override
    void onEnd() {
        byte[] bytes = body.toByteArray();
        complete(() -> {
            if (status == 200) {
                result.complete(reader.apply(bytes));
            } else {
                result.completeExceptionally(
                        Refusal.read(status, bytes, lane.settings().apiKey(), null));
            }
        });
    }

    @Override
    void onFailed(ParlandoException error) {
        complete(() -> result.completeExceptionally(error));
    }

    @Override
    public void onRingRoom() {
        feed.pump();
    }

    @Override
    public void abandon(ParlandoException error) {
        result.completeExceptionally(error);
    }

    @Override
    public void abort(ParlandoException error) {
        abandon(Http2Error.CANCEL);
        onFailed(error);
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

    @Override
    ParlandoException brokenOff(String reason, @Nullable Throwable cause, boolean refused) {
        Progress progress = refused ? Progress.REFUSED : begun ? Progress.PROCESSED : Progress.NOT_SENT;
        return new TransportException(reason, cause, progress);
    }
}
