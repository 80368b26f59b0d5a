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

/** Is one call whose JSON answer is read on the ring thread. Owned by the event loop. */
final class JsonCall<T> extends RingCall<T> implements Attempts.Call {
    private final JsonRequest request;
    private final @Nullable ApiKey ownKey;
    private final Function<byte[], T> reader;
    private final Attempts attempts;

    JsonCall(JsonRequest request, Function<byte[], T> reader, Lane lane) {
        super(lane);
        this.request = request;
        this.ownKey = request.aboutOwnKey() ? lane.keys().active() : null;
        this.reader = reader;
        this.attempts = new Attempts(
                lane,
                lane.governor().calls(),
                Priority.NORMAL,
                this,
                new Timeline(lane.settings().nanoClock()),
                Long.MAX_VALUE);
    }

    @Override
    void start() {
        attempts.start();
    }

    @Override
    public Exchange newExchange() {
        return new JsonExchange(
                lane(),
                request,
                ownKey != null ? ownKey : lane().keys().active(),
                attempts,
                body -> complete(() -> result().complete(read(body))));
    }

    private T read(byte[] body) {
        try {
            return reader.apply(body);
        } catch (ParlandoException error) {
            throw error;
        } catch (RuntimeException unforeseen) {
            // Its message may repeat the answer, which may hold a secret.
            throw new UnexpectedResponseException("the answer to " + request.path() + " cannot be read: "
                    + unforeseen.getClass().getSimpleName());
        }
    }

    @Override
    public boolean isIdempotent() {
        return request.idempotent();
    }

    @Override
    public boolean isRepeatedIfFailed() {
        return request.idempotent();
    }

    @Override
    public boolean mayChangeKey() {
        return ownKey == null;
    }

    @Override
    public void onGivenUp(ParlandoException error) {
        fail(error);
    }

    @Override
    public void abort(ParlandoException error) {
        attempts.stop();
        super.abort(error);
    }
}
