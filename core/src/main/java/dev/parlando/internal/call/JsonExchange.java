package dev.parlando.internal.call;

import dev.parlando.credentials.ApiKey;
import dev.parlando.error.ParlandoException;
import dev.parlando.error.RequestProgress;
import dev.parlando.error.TransportException;
import dev.parlando.error.UnexpectedResponseException;
import dev.parlando.internal.connect.Origin;
import dev.parlando.internal.exchange.Exchange;
import dev.parlando.internal.exchange.RequestHeaders;
import dev.parlando.internal.exchange.ResponseHeaders;
import dev.parlando.internal.exchange.StreamFailure;
import dev.parlando.internal.json.JsonRequest;
import dev.parlando.internal.json.ServiceErrorMapper;
import dev.parlando.internal.limiter.ConcurrencyReport;
import io.netty.buffer.ByteBuf;
import io.netty.handler.codec.http2.Http2Error;
import io.netty.handler.codec.http2.Http2Headers;
import java.time.Duration;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** One attempt at a call whose response is collected in memory. Owned by the event loop. */
final class JsonExchange extends Exchange {
    private static final int MAX_BODY_BYTES = 16 * 1024 * 1024;

    private final JsonRequest request;
    private final RetryingCall retryingCall;
    private final Consumer<byte[]> onSuccess;
    private final BoundedBody body = new BoundedBody(MAX_BODY_BYTES);
    private int status;
    private @Nullable Duration retryAfter;
    private ConcurrencyReport concurrency = ConcurrencyReport.NONE;

    /**
     * Creates an attempt.
     *
     * @param retryingCall notified of success or failure
     * @param onSuccess receives the body of a successful response, on the loop
     */
    JsonExchange(
            EventLoopShard shard,
            JsonRequest request,
            @Nullable ApiKey apiKey,
            RetryingCall retryingCall,
            Consumer<byte[]> onSuccess) {
        super(shard.loop(), shard.settings().connect().timeouts(), apiKey);
        this.request = request;
        this.retryingCall = retryingCall;
        this.onSuccess = onSuccess;
    }

    @Override
    public boolean creditsAutomatically() {
        return true;
    }

    @Override
    public Http2Headers requestHeaders(Origin origin) {
        return RequestHeaders.json(origin, request, apiKey());
    }

    @Override
    public byte[] requestBody() {
        byte[] json = request.body();
        return json == null ? new byte[0] : json;
    }

    @Override
    public void onHeaders(Http2Headers headers) {
        status = ResponseHeaders.status(headers);
        retryAfter = ResponseHeaders.retryAfter(headers);
        concurrency = ResponseHeaders.concurrencyReport(headers);
    }

    @Override
    public void onBody(ByteBuf data, int paddingBytes) {
        body.add(data);
        data.release();
        if (body.exceeded()) {
            cancel(Http2Error.CANCEL);
            onFailed(new UnexpectedResponseException(
                    "the response to " + request.path() + " is longer than " + MAX_BODY_BYTES + " bytes"));
        }
    }

    @Override
    public void onEnd() {
        if (ResponseHeaders.isSuccess(status)) {
            retryingCall.onAccepted(concurrency);
            retryingCall.onEnded();
            onSuccess.accept(body.toByteArray());
        } else {
            retryingCall.onAttemptFailed(
                    ServiceErrorMapper.toException(status, body.toByteArray(), apiKey(), retryAfter));
        }
    }

    @Override
    public void onFailed(ParlandoException error) {
        retryingCall.onAttemptFailed(error);
    }

    @Override
    public ParlandoException toException(StreamFailure why, RequestProgress progress) {
        return new TransportException(why.reason(), why.cause(), progress, why.timeoutPhase());
    }

    @Override
    public boolean isBackpressured() {
        return false;
    }
}
