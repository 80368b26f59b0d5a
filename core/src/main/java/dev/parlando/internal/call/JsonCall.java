package dev.parlando.internal.call;

import dev.parlando.credentials.ApiKey;
import dev.parlando.error.ParlandoException;
import dev.parlando.error.UnexpectedResponseException;
import dev.parlando.governor.Priority;
import dev.parlando.internal.exchange.Exchange;
import dev.parlando.internal.json.JsonRequest;
import dev.parlando.telemetry.Timeline;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** A call whose JSON response is parsed on the ring thread. Owned by the event loop. */
final class JsonCall<T> extends SingleResultCall<T> implements RetryingCall.Target {
    private final JsonRequest request;
    private final @Nullable ApiKey ownKey;
    private final Function<byte[], T> reader;
    private final RetryingCall retryingCall;

    JsonCall(JsonRequest request, Function<byte[], T> reader, EventLoopShard shard) {
        super(shard);
        this.request = request;
        this.ownKey = request.boundToKey() ? shard.keys().active() : null;
        this.reader = reader;
        this.retryingCall = new RetryingCall(
                shard,
                shard.governor().callLimiter(),
                Priority.NORMAL,
                this,
                new Timeline(shard.settings().nanoClock()),
                Long.MAX_VALUE);
    }

    @Override
    void start() {
        retryingCall.start();
    }

    @Override
    public Exchange newExchange() {
        return new JsonExchange(
                shard(),
                request,
                ownKey != null ? ownKey : shard().keys().active(),
                retryingCall,
                body -> complete(() -> result().complete(read(body))));
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
    public boolean isIdempotent() {
        return request.idempotent();
    }

    @Override
    public boolean retriesServerErrors() {
        return request.idempotent();
    }

    @Override
    public boolean allowsOtherKey() {
        return ownKey == null;
    }

    @Override
    public void onFinalFailure(ParlandoException error) {
        fail(error);
    }

    @Override
    public void abort(ParlandoException error) {
        retryingCall.cancel();
        super.abort(error);
    }
}
