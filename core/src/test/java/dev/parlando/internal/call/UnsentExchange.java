package dev.parlando.internal.call;

import dev.parlando.credentials.ApiKey;
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
import io.netty.handler.codec.http2.Http2Error;
import io.netty.handler.codec.http2.Http2Headers;
import io.netty.util.concurrent.EventExecutor;
import org.jspecify.annotations.Nullable;

/** An exchange that is closed from the start, so that no connection is opened for it. */
final class UnsentExchange extends Exchange {
    UnsentExchange(EventExecutor loop, @Nullable ApiKey apiKey) {
        super(loop, Timeouts.DEFAULT, apiKey);
        cancel(Http2Error.CANCEL);
    }

    @Override
    public Http2Headers requestHeaders(Origin origin) {
        return RequestHeaders.json(origin, JsonRequest.get("/v1/models"), apiKey());
    }

    @Override
    public byte[] requestBody() {
        return new byte[0];
    }

    @Override
    public boolean creditsAutomatically() {
        return true;
    }

    @Override
    public int windowBytes() {
        return 65_535;
    }

    @Override
    public void onHeaders(Http2Headers headers) {}

    @Override
    public void onBody(ByteBuf data, int paddingBytes) {
        data.release();
    }

    @Override
    public void onEnd() {}

    @Override
    public void onFailed(ParlandoException error) {}

    @Override
    protected void onUnexpected(Throwable thrown) {
        throw new AssertionError(thrown);
    }

    @Override
    public ParlandoException toException(StreamFailure failure, RequestProgress progress) {
        return new TransportException(failure.reason(), failure.cause(), progress);
    }

    @Override
    protected boolean isBackpressured() {
        return false;
    }
}
