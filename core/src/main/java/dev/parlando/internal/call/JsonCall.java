package dev.parlando.internal.call;

import dev.parlando.credentials.ApiKey;
import dev.parlando.error.ParlandoException;
import dev.parlando.error.RequestProgress;
import dev.parlando.error.TransportException;
import dev.parlando.error.UnexpectedResponseException;
import dev.parlando.governor.Priority;
import dev.parlando.internal.event.TimelineRecorder;
import dev.parlando.internal.exchange.Exchange;
import dev.parlando.internal.exchange.RequestHeaders;
import dev.parlando.internal.exchange.ResponseHeaders;
import dev.parlando.internal.exchange.StreamFailure;
import dev.parlando.internal.json.JsonRequest;
import dev.parlando.internal.json.ServiceErrorMapper;
import dev.parlando.internal.limiter.ConcurrencyReport;
import dev.parlando.internal.origin.Origin;
import io.netty.buffer.ByteBuf;
import io.netty.handler.codec.http2.Http2Error;
import io.netty.handler.codec.http2.Http2Headers;
import java.time.Duration;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** A call whose JSON response is parsed on a thread of the callback executor's pool. Owned by the event loop. */
final class JsonCall<T> extends SingleResultCall<T> implements RetryingCall.Target {
    private static final int MAX_BODY_BYTES = 16 * 1024 * 1024;

    private final JsonRequest request;
    private final @Nullable ApiKey ownKey;
    private final Function<byte[], T> reader;
    private final RetryingCall retryingCall;

    JsonCall(JsonRequest request, Function<byte[], T> reader, EventLoopShard shard) {
        super(shard);
        this.request = request;
        this.ownKey = request.boundToKey() ? shard.keys().active() : null;
        this.reader = reader;
        RetryingCall.Rules rules =
                new RetryingCall.Rules(Priority.NORMAL, Long.MAX_VALUE, request.idempotent(), ownKey == null);
        TimelineRecorder timeline = new TimelineRecorder(shard.settings().nanoClock());
        this.retryingCall = new RetryingCall(
                shard, shard.governor().callLimiter(), rules, this, timeline, RetryingCall.Observer.NONE);
    }

    @Override
    void start() {
        retryingCall.start();
    }

    @Override
    public Exchange newExchange() {
        return new Attempt(ownKey != null ? ownKey : shard().keys().active());
    }

    private T read(byte[] body) {
        try {
            return reader.apply(body);
        } catch (ParlandoException error) {
            throw error;
        } catch (RuntimeException unforeseen) {
            // The exception message may quote the response, which may contain a secret.
            throw new UnexpectedResponseException("the response to " + request.path() + " cannot be read: "
                    + unforeseen.getClass().getSimpleName());
        }
    }

    @Override
    public void onFinalFailure(ParlandoException error) {
        fail(error);
    }

    @Override
    public void abort(ParlandoException error) {
        try {
            retryingCall.cancel();
        } finally {
            super.abort(error);
        }
    }

    /** One attempt at a call whose response is collected in memory. Owned by the event loop. */
    private final class Attempt extends Exchange {
        private final BoundedBody body = new BoundedBody(MAX_BODY_BYTES);
        private int status;
        private @Nullable Duration retryAfter;
        private ConcurrencyReport concurrency = ConcurrencyReport.NONE;

        Attempt(@Nullable ApiKey apiKey) {
            super(shard().loop(), shard().settings().connect().timeouts(), apiKey);
        }

        @Override
        public boolean creditsAutomatically() {
            return true;
        }

        @Override
        public int windowBytes() {
            return shard().settings().streamWindowBytes();
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
            try {
                body.add(data);
            } finally {
                data.release();
            }
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
                complete(() -> result().complete(read(body.toByteArray())));
            } else {
                onRefused();
            }
        }

        private void onRefused() {
            retryingCall.onErrorResponse(
                    () -> ServiceErrorMapper.toException(status, body.toByteArray(), apiKey(), retryAfter));
        }

        /** A refusal whose body broke off remains a refusal. */
        @Override
        public void onFailed(ParlandoException error) {
            if (status == 0 || ResponseHeaders.isSuccess(status)) {
                retryingCall.onAttemptFailed(error);
            } else {
                onRefused();
            }
        }

        @Override
        protected void onUnexpected(Throwable thrown) {
            retryingCall.onUnexpected(thrown);
        }

        @Override
        public ParlandoException toException(StreamFailure why, RequestProgress progress) {
            return new TransportException(why.reason(), why.cause(), progress, why.timeoutPhase());
        }

        @Override
        protected boolean isBackpressured() {
            return false;
        }
    }
}
