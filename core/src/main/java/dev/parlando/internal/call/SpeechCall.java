package dev.parlando.internal.call;

import dev.parlando.error.ParlandoException;
import dev.parlando.error.RequestProgress;
import dev.parlando.error.TimeoutPhase;
import dev.parlando.error.TransportException;
import dev.parlando.internal.event.TimelineRecorder;
import dev.parlando.internal.exchange.Exchange;
import dev.parlando.internal.exchange.StreamFailure;
import dev.parlando.internal.json.JsonClasses;
import dev.parlando.internal.json.RequestPath;
import dev.parlando.internal.json.SpeechRequestJson;
import dev.parlando.internal.option.StreamWindow;
import dev.parlando.speech.CallOptions;
import dev.parlando.speech.ChunkHandler;
import dev.parlando.speech.SpeechRequest;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A stream over HTTP: the permit, and the {@link SpeechExchange} of each attempt.
 *
 * <p>Threading: that of {@link StreamCall}. The loop owns {@code httpRequest} and {@code exchange}.
 */
final class SpeechCall extends StreamCall implements RetryingCall.Target {
    private final SpeechRequest request;
    private final CallOptions options;
    private final int windowBytes;
    private final RetryingCall retryingCall;

    private SpeechExchange.@Nullable Request httpRequest;
    private @Nullable SpeechExchange exchange;

    SpeechCall(
            SpeechRequest request,
            ChunkHandler handler,
            CallOptions options,
            EventLoopShard shard,
            TimelineRecorder timeline) {
        super(request, handler, kind(request, windowBytes(options, shard)), options, shard, timeline);
        this.request = request;
        this.options = options;
        this.windowBytes = windowBytes(options, shard);
        RetryingCall.Rules rules = new RetryingCall.Rules(options.priority(), deadlineNanos(), false, true);
        this.retryingCall = new RetryingCall(
                shard, shard.governor().speechLimiter(request.modelId()), rules, this, timeline, events());
    }

    private static int windowBytes(CallOptions options, EventLoopShard shard) {
        return Objects.requireNonNullElse(
                options.streamWindowBytes(), shard.settings().streamWindowBytes());
    }

    /** Returns the kind of delivery. A body with timestamps is parsed, which is too slow for the event loop. */
    private static Kind kind(SpeechRequest request, int windowBytes) {
        return new Kind(request.timestamps(), !request.timestamps(), StreamWindow.creditStepBytes(windowBytes));
    }

    @Override
    protected ParlandoException deadlineError(String reason) {
        ParlandoException permitTimeout = retryingCall.permitTimeout();
        if (permitTimeout != null) {
            return permitTimeout;
        }
        return exchange != null
                ? exchange.errorFor(StreamFailure.timedOut(reason, TimeoutPhase.DEADLINE))
                : new TransportException(reason, null, RequestProgress.NOT_SENT, TimeoutPhase.DEADLINE);
    }

    @Override
    protected boolean isHeld() {
        return exchange != null && !exchange.isClosed() && exchange.isBackpressured();
    }

    /**
     * Sends the request. Called on any thread, which also serializes the JSON, and loads the classes that parse the
     * response, to keep that work off the loop and the ring.
     */
    void send(String voiceId) {
        if (request.timestamps()) {
            JsonClasses.load();
        }
        SpeechExchange.Request newRequest = new SpeechExchange.Request(
                RequestPath.speech(request, voiceId),
                options.headers(),
                SpeechRequestJson.write(request),
                request.timestamps());
        execute(() -> {
            httpRequest = newRequest;
            retryingCall.start();
        });
    }

    @Override
    public Exchange newExchange() {
        SpeechExchange next = new SpeechExchange(
                shard(),
                Objects.requireNonNull(httpRequest),
                windowBytes,
                recorder(),
                events(),
                feed(),
                progress(),
                retryingCall);
        exchange = next;
        return next;
    }

    @Override
    public void onFinalFailure(ParlandoException error) {
        failAfterItems(error);
    }

    @Override
    protected void stop() {
        retryingCall.cancel();
    }

    @Override
    protected void onProgress() {
        if (exchange == null) {
            publishHeld();
        } else {
            exchange.onProgress();
        }
    }
}
