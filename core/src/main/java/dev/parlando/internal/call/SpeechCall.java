package dev.parlando.internal.call;

import dev.parlando.error.HandlerException;
import dev.parlando.error.ParlandoException;
import dev.parlando.error.RequestProgress;
import dev.parlando.error.TimeoutPhase;
import dev.parlando.error.TransportException;
import dev.parlando.internal.delivery.DirectPath;
import dev.parlando.internal.delivery.ItemPath;
import dev.parlando.internal.delivery.RingFeed;
import dev.parlando.internal.delivery.StreamDelivery;
import dev.parlando.internal.delivery.StreamProgress;
import dev.parlando.internal.event.CallerWait;
import dev.parlando.internal.event.LazyStage;
import dev.parlando.internal.event.LoopTimer;
import dev.parlando.internal.event.TimelineRecorder;
import dev.parlando.internal.exchange.Exchange;
import dev.parlando.internal.exchange.StreamFailure;
import dev.parlando.internal.exchange.TransportSettings;
import dev.parlando.internal.json.RequestPath;
import dev.parlando.internal.json.SpeechRequestJson;
import dev.parlando.internal.option.StreamWindow;
import dev.parlando.speech.CallOptions;
import dev.parlando.speech.ChunkHandler;
import dev.parlando.speech.SpeechRequest;
import dev.parlando.speech.SpeechResponse;
import dev.parlando.speech.SpeechResult;
import dev.parlando.speech.SpeechStream;
import dev.parlando.telemetry.Timeline;
import io.netty.buffer.ByteBufAllocator;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The handle to one stream, and its event-loop half: the permit, the {@link SpeechExchange} of each attempt, and the
 * deadline. The delivery half is the {@link StreamDelivery} with its {@link SpeechOutcome}; the two halves share the
 * {@link StreamProgress}.
 *
 * <p>Threading: the public methods may be called from any thread; they only set flags and send commands to the loop.
 * The loop owns {@code httpRequest}, {@code exchange} and {@code deadlineTimer}.
 */
final class SpeechCall implements SpeechStream, RetryingCall.Target {
    private final SpeechRequest request;
    private final CallOptions options;
    private final EventLoopShard shard;
    private final TimelineRecorder timeline;
    private final int windowBytes;
    private final StreamProgress progress;
    private final StreamEvents events;
    private final SpeechOutcome outcome;
    private final LazyStage<@Nullable SpeechResponse> response;
    private final LazyStage<SpeechResult> completion;
    private final StreamDelivery delivery;
    private final RingFeed feed;
    private final RetryingCall retryingCall;
    private final long deadlineNanos;
    private final HoldTimer holdTimer;
    private final LoopTimer deadlineTimer;

    private SpeechExchange.@Nullable Request httpRequest;
    private @Nullable SpeechExchange exchange;

    SpeechCall(
            SpeechRequest request,
            ChunkHandler handler,
            CallOptions options,
            EventLoopShard shard,
            TimelineRecorder timeline) {
        this.request = request;
        this.options = options;
        this.shard = shard;
        this.timeline = timeline;
        TransportSettings settings = shard.settings();
        this.windowBytes = Objects.requireNonNullElse(options.streamWindowBytes(), settings.streamWindowBytes());
        this.progress = new StreamProgress(
                shard::execute,
                StreamWindow.creditStepBytes(windowBytes),
                guarded(this::onProgress),
                guarded(this::publishResume));
        this.events = new StreamEvents(shard.telemetry(), request, timeline);
        this.outcome =
                new SpeechOutcome(request, timeline, events, settings.creditMeter(), this::cancel, this::onFinished);
        Executor callbacks = shard.callbacks().orElse(options.executor());
        this.response = new LazyStage<>(outcome.response(), callbacks);
        this.completion = new LazyStage<>(outcome.completion(), callbacks);
        this.delivery = new StreamDelivery(handler, request.timestamps(), progress, outcome);
        this.feed = new RingFeed(pathTo(handler), delivery, progress, ByteBufAllocator.DEFAULT, this::guarded);
        Duration limit = options.deadline();
        // The timeline may have started before the call, but the deadline counts from now.
        this.deadlineNanos = limit == null ? Long.MAX_VALUE : timeline.elapsedNanos() + limit.toNanos();
        RetryingCall.Rules rules = new RetryingCall.Rules(options.priority(), deadlineNanos, false, true);
        this.retryingCall = new RetryingCall(
                shard, shard.governor().speechLimiter(request.modelId()), rules, this, timeline, events);
        this.deadlineTimer = new LoopTimer(shard.loop(), guarded(this::onDeadline));
        this.holdTimer = new HoldTimer(
                shard.loop(),
                settings.connect().timeouts().hold(),
                this::isHeld,
                progress::consumedBytes,
                guarded(this::onHoldTimeout));
    }

    /** Returns the path to a handler. A body with timestamps is parsed, which is too slow for the event loop. */
    private ItemPath pathTo(ChunkHandler handler) {
        return handler.runsOnEventLoop() && !request.timestamps()
                ? new DirectPath("the chunk handler " + handler.getClass().getName(), System::nanoTime)
                : shard.ring();
    }

    private Runnable guarded(Runnable step) {
        return shard.guarded(this, step);
    }

    /** Registers an action for a failure of the stream. It is quick, since it runs on the delivery thread. */
    void onFailed(Consumer<Throwable> action) {
        outcome.completion().exceptionally(failure -> {
            action.accept(failure);
            return null;
        });
    }

    /** Starts the timers of the handler and of the caller's deadline. Called on the loop. */
    void startTimers() {
        holdTimer.start();
        if (options.deadline() != null) {
            deadlineTimer.start(deadlineNanos - timeline.elapsedNanos());
        }
    }

    private void onDeadline() {
        abort(deadlineError(Objects.requireNonNull(options.deadline())));
    }

    private ParlandoException deadlineError(Duration limit) {
        String reason = "the utterance was not over within its deadline of " + limit.toMillis() + " ms";
        StreamFailure failure = StreamFailure.timedOut(reason, TimeoutPhase.DEADLINE);
        ParlandoException permitTimeout = retryingCall.permitTimeout();
        if (permitTimeout != null) {
            return permitTimeout;
        }
        return exchange != null
                ? exchange.errorFor(failure)
                : new TransportException(reason, null, RequestProgress.NOT_SENT, TimeoutPhase.DEADLINE);
    }

    private boolean isHeld() {
        return exchange != null && !exchange.isClosed() && exchange.isBackpressured();
    }

    private void onHoldTimeout() {
        abort(HandlerException.held("the chunk handler held the stream for more than "
                + shard.settings().connect().timeouts().hold().toMillis()
                + " ms, and with it a permit of the account; resume it earlier, cancel it, or raise timeouts.hold"));
    }

    /** Sends the request. Called on any thread, which also serializes the JSON to keep that work off the loop. */
    void send(String voiceId) {
        SpeechExchange.Request newRequest = new SpeechExchange.Request(
                RequestPath.speech(request, voiceId),
                options.headers(),
                SpeechRequestJson.write(request),
                request.timestamps());
        shard.execute(this, () -> {
            httpRequest = newRequest;
            retryingCall.start();
        });
    }

    @Override
    public Exchange newExchange() {
        SpeechExchange next = new SpeechExchange(
                shard,
                Objects.requireNonNull(httpRequest),
                windowBytes,
                timeline,
                events,
                feed,
                progress,
                retryingCall);
        exchange = next;
        return next;
    }

    @Override
    public void onFinalFailure(ParlandoException error) {
        feed.offer(new StreamDelivery.Failure(error));
    }

    /** Fails the stream after the items before it. May be called on any thread. */
    void fail(ParlandoException error) {
        shard.execute(this, () -> onFinalFailure(error));
    }

    @Override
    public void abort(ParlandoException error) {
        try {
            retryingCall.cancel();
        } finally {
            feed.offerFinal(new StreamDelivery.Abort(error));
        }
    }

    @Override
    public void failDirectly(ParlandoException error) {
        delivery.fail(error);
    }

    @Override
    public void failStages(ParlandoException error) {
        outcome.onFailed(error);
    }

    @Override
    public SpeechRequest request() {
        return request;
    }

    @Override
    public CompletionStage<@Nullable SpeechResponse> response() {
        return response.get();
    }

    @Override
    public CompletionStage<SpeechResult> completion() {
        return completion.get();
    }

    @Override
    public SpeechResult join() {
        return CallerWait.join(outcome.completion());
    }

    @Override
    public Optional<SpeechResult> join(Duration limit) {
        Objects.requireNonNull(limit, "limit");
        return CallerWait.join(outcome.completion(), limit);
    }

    @Override
    public Timeline timeline() {
        return timeline;
    }

    @Override
    public void resume() {
        progress.signalResume();
    }

    private void publishResume() {
        feed.offerImmediate(StreamDelivery.RESUME);
    }

    @Override
    public void cancel() {
        if (outcome.completion().isDone() || progress.isCancelled()) {
            return;
        }
        progress.cancel();
        shard.execute(this, () -> {
            retryingCall.cancel();
            feed.offerFinal(StreamDelivery.CANCELLED);
        });
    }

    private void onProgress() {
        if (exchange == null) {
            feed.publishHeld();
        } else {
            exchange.onProgress();
        }
    }

    private void onFinished() {
        shard.remove(this);
    }

    @Override
    public void onRemoved() {
        holdTimer.stop();
        deadlineTimer.stop();
    }
}
