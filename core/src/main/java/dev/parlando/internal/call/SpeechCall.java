package dev.parlando.internal.call;

import dev.parlando.credits.CreditMeter;
import dev.parlando.credits.CreditUse;
import dev.parlando.error.ParlandoException;
import dev.parlando.error.RequestProgress;
import dev.parlando.error.TimeoutPhase;
import dev.parlando.error.TransportException;
import dev.parlando.internal.delivery.RingFeed;
import dev.parlando.internal.delivery.StreamDelivery;
import dev.parlando.internal.exchange.Exchange;
import dev.parlando.internal.exchange.StreamFailure;
import dev.parlando.internal.jfr.JfrSpeechRecorder;
import dev.parlando.internal.json.RequestPath;
import dev.parlando.internal.json.SpeechRequestJson;
import dev.parlando.speech.ChunkHandler;
import dev.parlando.speech.SpeechRequest;
import dev.parlando.speech.SpeechResponse;
import dev.parlando.speech.SpeechResult;
import dev.parlando.speech.SpeechStream;
import dev.parlando.telemetry.Timeline;
import dev.parlando.telemetry.TimelineEvent;
import io.netty.buffer.ByteBufAllocator;
import io.netty.util.concurrent.ScheduledFuture;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * The handle to one stream. It connects the two halves of the stream: the {@link SpeechExchange} on the event loop and
 * the {@link StreamDelivery} on the ring thread.
 *
 * <p>Threading: the public methods may be called from any thread; they only set flags and send commands to the loop.
 * The loop owns {@code path}, {@code body}, {@code exchange} and {@code deadlineTimer}. The ring thread writes
 * {@code consumedBytes} and {@code signalledBytes}.
 */
final class SpeechCall implements SpeechStream, StreamDelivery.Callback, EventLoopShard.Task, RetryingCall.Target {
    private final SpeechRequest request;
    private final EventLoopShard shard;
    private final Timeline timeline;
    private final StreamDelivery delivery;
    private final RingFeed feed;
    private final RetryingCall retryingCall;
    private final int creditStepBytes;
    private final long deadlineNanos;
    private final CompletableFuture<SpeechResponse> response = new CompletableFuture<>();
    private final CompletableFuture<SpeechResult> completion = new CompletableFuture<>();
    private final AtomicBoolean progressSignalled = new AtomicBoolean();
    private final AtomicBoolean resumeSignalled = new AtomicBoolean();
    private final Runnable onProgress = this::onProgress;
    private final Runnable onResume = this::publishResume;

    private String path = "";
    private byte[] body = {};
    private @Nullable SpeechExchange exchange;
    private @Nullable ScheduledFuture<?> deadlineTimer;
    private volatile boolean cancelled;
    private volatile long consumedBytes;
    private long signalledBytes;

    SpeechCall(SpeechRequest request, ChunkHandler handler, EventLoopShard shard, Timeline timeline) {
        this.request = request;
        this.shard = shard;
        this.timeline = timeline;
        this.delivery = new StreamDelivery(handler, request.timestamps(), this);
        this.feed = new RingFeed(shard.ring(), delivery, ByteBufAllocator.DEFAULT);
        this.creditStepBytes = shard.settings().creditStepBytes();
        Duration limit = request.deadline();
        // The timeline may have started before the call, but the deadline counts from now.
        this.deadlineNanos = limit == null ? Long.MAX_VALUE : timeline.elapsedNanos() + limit.toNanos();
        this.retryingCall = new RetryingCall(
                shard,
                shard.governor().speechLimiter(request.modelId()),
                request.priority(),
                this,
                timeline,
                deadlineNanos);
    }

    /** Starts the timer of the caller's deadline. Called on the loop. */
    void startDeadline() {
        Duration limit = request.deadline();
        if (limit != null) {
            long leftNanos = deadlineNanos - timeline.elapsedNanos();
            deadlineTimer = shard.schedule(() -> abort(deadlineError(limit)), leftNanos, TimeUnit.NANOSECONDS);
        }
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

    /** Sends the request. Called on any thread, which also serializes the JSON to keep that work off the loop. */
    void send(String voiceId) {
        String requestPath = RequestPath.speech(request, voiceId);
        byte[] json = SpeechRequestJson.write(request);
        shard.execute(() -> {
            path = requestPath;
            body = json;
            retryingCall.start();
        });
    }

    @Override
    public Exchange newExchange() {
        SpeechExchange next = new SpeechExchange(
                shard, path, body, request.timestamps(), timeline, feed, retryingCall, () -> consumedBytes);
        exchange = next;
        return next;
    }

    @Override
    public boolean isIdempotent() {
        return false;
    }

    /** Returns true: a failed request was not played and is not billed. */
    @Override
    public boolean retriesServerErrors() {
        return true;
    }

    @Override
    public boolean allowsOtherKey() {
        return true;
    }

    @Override
    public void onFinalFailure(ParlandoException error) {
        feed.offer(new StreamDelivery.Failure(error));
    }

    /** Fails the stream after the items before it. May be called on any thread. */
    void fail(ParlandoException error) {
        shard.execute(() -> onFinalFailure(error));
    }

    @Override
    public void abort(ParlandoException error) {
        retryingCall.cancel();
        feed.offerFinal(new StreamDelivery.Abort(error));
    }

    @Override
    public void failOnRingThread(ParlandoException error) {
        delivery.fail(error);
    }

    @Override
    public void failStages(ParlandoException error) {
        onFailed(error);
    }

    @Override
    public SpeechRequest request() {
        return request;
    }

    @Override
    public CompletionStage<SpeechResponse> response() {
        return response.minimalCompletionStage();
    }

    @Override
    public CompletionStage<SpeechResult> completion() {
        return completion.minimalCompletionStage();
    }

    @Override
    public SpeechResult join() {
        if (shard.ring().isRingThread()) {
            throw new IllegalStateException("join() on a ring thread would wait for itself; use completion()");
        }
        try {
            return completion.join();
        } catch (CompletionException e) {
            throw ParlandoException.from(e);
        }
    }

    @Override
    public Timeline timeline() {
        return timeline;
    }

    @Override
    public void resume() {
        if (resumeSignalled.compareAndSet(false, true)) {
            shard.execute(onResume);
        }
    }

    private void publishResume() {
        feed.offerImmediate(StreamDelivery.RESUME);
    }

    @Override
    public void cancel() {
        if (completion.isDone() || cancelled) {
            return;
        }
        cancelled = true;
        shard.execute(() -> {
            retryingCall.cancel();
            feed.offerFinal(StreamDelivery.CANCELLED);
        });
    }

    private void onProgress() {
        progressSignalled.set(false);
        if (exchange == null) {
            feed.publishHeld();
        } else {
            exchange.onProgress();
        }
    }

    @Override
    public void onRingRoom() {
        feed.publishHeld();
    }

    @Override
    public void onItemDone() {
        feed.itemDone();
        if (feed.hasHeldItems()) {
            signalProgress();
        }
    }

    @Override
    @SuppressWarnings("NonAtomicVolatileUpdate") // The ring thread is the only writer.
    public void onBytesConsumed(int bytes) {
        consumedBytes += bytes;
        if (consumedBytes - signalledBytes >= creditStepBytes) {
            signalledBytes = consumedBytes;
            signalProgress();
        }
    }

    private void signalProgress() {
        if (progressSignalled.compareAndSet(false, true)) {
            shard.execute(onProgress);
        }
    }

    @Override
    public void onResume() {
        resumeSignalled.set(false);
    }

    @Override
    public boolean isCancelled() {
        return cancelled;
    }

    @Override
    public void onResetRequested() {
        cancel();
    }

    @Override
    public void onResponse(SpeechResponse headers) {
        recordCredits(headers);
        response.complete(headers);
    }

    private void recordCredits(SpeechResponse headers) {
        CreditMeter meter = shard.settings().creditMeter();
        if (meter != null && headers.keyFingerprint() != null) {
            String text = request.text();
            meter.record(CreditUse.of(
                    Instant.now(),
                    headers.keyFingerprint(),
                    request.modelId(),
                    headers.characterCost(),
                    text.codePointCount(0, text.length())));
        }
    }

    @Override
    public void onEnded(SpeechResult result) {
        onFinished();
        JfrSpeechRecorder.recordEnd(
                request, timeline, result.response(), result.bytes(), result.cancelled() ? "cancelled" : "ok");
        if (!response.isDone()) {
            response.cancel(false);
        }
        completion.complete(result);
    }

    @Override
    public void onFailed(ParlandoException error) {
        onFinished();
        JfrSpeechRecorder.recordEnd(
                request,
                timeline,
                response.exceptionally(none -> null).getNow(null),
                error.bytesDelivered(),
                error.category().name().toLowerCase(Locale.ROOT));
        response.completeExceptionally(error);
        completion.completeExceptionally(error);
    }

    private void onFinished() {
        timeline.mark(TimelineEvent.END);
        shard.remove(this);
        if (request.deadline() != null) {
            shard.execute(this::cancelDeadline);
        }
    }

    private void cancelDeadline() {
        if (deadlineTimer != null) {
            deadlineTimer.cancel(false);
        }
    }
}
