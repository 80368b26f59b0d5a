package dev.parlando.internal.pool;

import dev.parlando.error.ParlandoException;
import dev.parlando.error.RequestProgress;
import dev.parlando.error.TransportException;
import dev.parlando.internal.exchange.Exchange;
import dev.parlando.internal.exchange.RequestHeaders;
import dev.parlando.internal.exchange.StreamFailure;
import dev.parlando.internal.json.JsonRequest;
import dev.parlando.internal.origin.Origin;
import dev.parlando.network.Timeouts;
import io.netty.buffer.ByteBuf;
import io.netty.handler.codec.http2.Http2Headers;
import io.netty.util.concurrent.EventExecutor;
import org.jspecify.annotations.Nullable;

/** An exchange that records its outcome. Owned by the test. */
final class RecordingExchange extends Exchange {
    private boolean ended;
    private @Nullable ParlandoException error;

    RecordingExchange(EventExecutor loop) {
        super(loop, Timeouts.DEFAULT, null);
    }

    /** Returns whether the response is complete. */
    boolean isEnded() {
        return ended;
    }

    @Nullable
    ParlandoException error() {
        return error;
    }

    @Override
    public Http2Headers requestHeaders(Origin origin) {
        return RequestHeaders.json(origin, JsonRequest.get("/v1/models"), null);
    }

    @Override
    public byte[] requestBody() {
        return new byte[0];
    }

    @Override
    public int windowBytes() {
        return 65_535;
    }

    @Override
    public boolean creditsAutomatically() {
        return true;
    }

    @Override
    public void onHeaders(Http2Headers headers) {}

    @Override
    public void onBody(ByteBuf data, int paddingBytes) {
        data.release();
    }

    @Override
    public void onEnd() {
        ended = true;
    }

    @Override
    public void onFailed(ParlandoException failure) {
        error = failure;
    }

    @Override
    protected void onUnexpected(Throwable thrown) {
        throw new AssertionError(thrown);
    }

    @Override
    public ParlandoException toException(StreamFailure failure, RequestProgress progress) {
        return new TransportException(failure.reason(), failure.cause(), progress, failure.timeoutPhase());
    }

    @Override
    protected boolean isBackpressured() {
        return false;
    }
}
