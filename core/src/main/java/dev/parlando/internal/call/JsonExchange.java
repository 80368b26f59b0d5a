package dev.parlando.internal.call;

import dev.parlando.credentials.ApiKey;
import dev.parlando.error.ParlandoException;
import dev.parlando.error.Progress;
import dev.parlando.error.TransportException;
import dev.parlando.error.UnexpectedResponseException;
import dev.parlando.internal.connect.Origin;
import dev.parlando.internal.exchange.Broken;
import dev.parlando.internal.exchange.Exchange;
import dev.parlando.internal.exchange.RequestHeaders;
import dev.parlando.internal.exchange.ResponseHead;
import dev.parlando.internal.json.JsonRequest;
import dev.parlando.internal.json.Refusal;
import dev.parlando.internal.limiter.ConcurrencyReport;
import io.netty.buffer.ByteBuf;
import io.netty.handler.codec.http2.Http2Error;
import io.netty.handler.codec.http2.Http2Headers;
import java.time.Duration;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Is one attempt at a call whose whole answer is collected. Owned by the event loop. */
final class JsonExchange extends Exchange {
    private static final int MAX_BODY_BYTES = 16 * 1024 * 1024;

    private final JsonRequest request;
    private final Attempts attempts;
    private final Consumer<byte[]> onAnswer;
    private final BoundedBody body = new BoundedBody(MAX_BODY_BYTES);
    private int status;
    private @Nullable Duration retryAfter;
    private ConcurrencyReport concurrency = ConcurrencyReport.NONE;

    /**
     * Prepares an attempt.
     *
     * @param attempts is told whether it succeeded
     * @param onAnswer takes the body of a success, on the loop
     */
    JsonExchange(
            Lane lane, JsonRequest request, @Nullable ApiKey apiKey, Attempts attempts, Consumer<byte[]> onAnswer) {
        super(lane.loop(), lane.settings().connect().timeouts(), apiKey);
        this.request = request;
        this.attempts = attempts;
        this.onAnswer = onAnswer;
    }

    @Override
    public boolean creditsByItself() {
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
    public void onHead(Http2Headers headers) {
        status = ResponseHead.status(headers);
        retryAfter = ResponseHead.retryAfter(headers);
        concurrency = ResponseHead.concurrency(headers);
    }

    @Override
    public void onBody(ByteBuf data, int paddingBytes) {
        body.add(data);
        data.release();
        if (body.exceeded()) {
            abandon(Http2Error.CANCEL);
            onFailed(new UnexpectedResponseException(
                    "the answer to " + request.path() + " is longer than " + MAX_BODY_BYTES + " bytes"));
        }
    }

    @Override
    public void onEnd() {
        if (ResponseHead.isSuccess(status)) {
            attempts.accepted(concurrency);
            attempts.ended();
            onAnswer.accept(body.toByteArray());
        } else {
            attempts.failed(Refusal.read(status, body.toByteArray(), apiKey(), retryAfter));
        }
    }

    @Override
    public void onFailed(ParlandoException error) {
        attempts.failed(error);
    }

    @Override
    public ParlandoException brokenOff(Broken why, Progress progress) {
        return new TransportException(why.reason(), why.cause(), progress, why.timedOut());
    }

    @Override
    public boolean isHeldBack() {
        return false;
    }
}
