package dev.parlando.internal.call;

import dev.parlando.credits.CreditMeter;
import dev.parlando.credits.CreditUse;
import dev.parlando.error.ParlandoException;
import dev.parlando.error.Phase;
import dev.parlando.error.Progress;
import dev.parlando.error.TransportException;
import dev.parlando.internal.delivery.Delivery;
import dev.parlando.internal.delivery.RingFeed;
import dev.parlando.internal.exchange.Broken;
import dev.parlando.internal.exchange.Exchange;
import dev.parlando.internal.jfr.SpeechFlight;
import dev.parlando.internal.json.RequestJson;
import dev.parlando.internal.json.RequestPath;
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
 * Is the handle on one stream, and the go-between of its two halves: the {@link SpeechExchange} on the event loop and
 * the {@link Delivery} on the ring thread.
 *
 * <p>Threading: the public methods may be called from any thread; they only set flags and send commands to the loop.
 * {@code path}, {@code body}, {@code exchange} and {@code deadline} are owned by the loop, {@code takenBytes} and
 * {@code signalledBytes} are written by the ring thread.
 */
final class SpeechCall implements SpeechStream, Delivery.Owner, Lane.Member, Attempts.Call {
    private final SpeechRequest request;
    private final Lane lane;
    private final Timeline timeline;
    private final Delivery delivery;
    private final RingFeed feed;
    private final Attempts attempts;
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
    private @Nullable ScheduledFuture<?> deadline;
    private volatile boolean cancelled;
    private volatile long takenBytes;
    private long signalledBytes;

    SpeechCall(SpeechRequest request, ChunkHandler handler, Lane lane, Timeline timeline) {
        this.request = request;
        this.lane = lane;
        this.timeline = timeline;
        this.delivery = new Delivery(handler, request.timestamps(), this);
        this.feed = new RingFeed(lane.ring(), delivery, ByteBufAllocator.DEFAULT);
        this.creditStepBytes = lane.settings().creditStepBytes();
        Duration limit = request.deadline();
        // The timeline may have begun before the call, whose time begins now.
        this.deadlineNanos = limit == null ? Long.MAX_VALUE : timeline.elapsedNanos() + limit.toNanos();
        this.attempts = new Attempts(
                lane, lane.governor().speech(request.modelId()), request.priority(), this, timeline, deadlineNanos);
    }

    /** Begins the time that the caller has set for the whole; on the loop. */
    void watchDeadline() {
        Duration limit = request.deadline();
        if (limit != null) {
            long leftNanos = deadlineNanos - timeline.elapsedNanos();
            deadline = lane.schedule(() -> abort(late(limit)), leftNanos, TimeUnit.NANOSECONDS);
        }
    }

    private ParlandoException late(Duration limit) {
        String reason = "the utterance was not over within its deadline of " + limit.toMillis() + " ms";
        Broken why = Broken.timedOut(reason, Phase.DEADLINE);
        ParlandoException noPermit = attempts.waitedInVain();
        if (noPermit != null) {
            return noPermit;
        }
        return exchange != null
                ? exchange.errorOf(why)
                : new TransportException(reason, null, Progress.NOT_SENT, Phase.DEADLINE);
    }

    /** Sends the request; any thread, which also writes its JSON, so that the loop need not. */
    void launch(String voiceId) {
        String requestPath = RequestPath.speech(request, voiceId);
        byte[] json = RequestJson.write(request);
        lane.execute(() -> {
            path = requestPath;
            body = json;
            attempts.start();
        });
    }

    @Override
    public Exchange newExchange() {
        SpeechExchange next =
                new SpeechExchange(lane, path, body, request.timestamps(), timeline, feed, attempts, () -> takenBytes);
        exchange = next;
        return next;
    }

    @Override
    public boolean isIdempotent() {
        return false;
    }

    /** What failed was not heard and is not billed. */
    @Override
    public boolean isRepeatedIfFailed() {
        return true;
    }

    @Override
    public boolean mayChangeKey() {
        return true;
    }

    @Override
    public void onGivenUp(ParlandoException error) {
        feed.offer(new Delivery.Failure(error));
    }

    /** Fails the stream in its turn; any thread. */
    void fail(ParlandoException error) {
        lane.execute(() -> onGivenUp(error));
    }

    @Override
    public void abort(ParlandoException error) {
        attempts.stop();
        feed.offerLast(new Delivery.Abort(error));
    }

    @Override
    public void abandon(ParlandoException error) {
        delivery.fail(error);
    }

    @Override
    public void failStages(ParlandoException error) {
        failed(error);
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
        if (lane.ring().isRingThread()) {
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
            lane.execute(onResume);
        }
    }

    private void publishResume() {
        feed.offerOutOfTurn(Delivery.RESUME);
    }

    @Override
    public void cancel() {
        if (completion.isDone() || cancelled) {
            return;
        }
        cancelled = true;
        lane.execute(() -> {
            attempts.stop();
            feed.offerLast(Delivery.CANCELLED);
        });
    }

    private void onProgress() {
        progressSignalled.set(false);
        if (exchange == null) {
            feed.pump();
        } else {
            exchange.onProgress();
        }
    }

    @Override
    public void onRingRoom() {
        feed.pump();
    }

    @Override
    public void itemDone() {
        feed.itemDone();
        if (feed.isHolding()) {
            signalProgress();
        }
    }

    @Override
    @SuppressWarnings("NonAtomicVolatileUpdate") // The ring thread is the only writer.
    public void bytesTaken(int bytes) {
        takenBytes += bytes;
        if (takenBytes - signalledBytes >= creditStepBytes) {
            signalledBytes = takenBytes;
            signalProgress();
        }
    }

    private void signalProgress() {
        if (progressSignalled.compareAndSet(false, true)) {
            lane.execute(onProgress);
        }
    }

    @Override
    public void resumeSeen() {
        resumeSignalled.set(false);
    }

    @Override
    public boolean isCancelled() {
        return cancelled;
    }

    @Override
    public void resetWanted() {
        cancel();
    }

    @Override
    public void responded(SpeechResponse head) {
        meter(head);
        response.complete(head);
    }

    private void meter(SpeechResponse head) {
        CreditMeter meter = lane.settings().creditMeter();
        if (meter != null && head.key() != null) {
            String text = request.text();
            meter.record(CreditUse.of(
                    Instant.now(),
                    head.key(),
                    request.modelId(),
                    head.characterCost(),
                    text.codePointCount(0, text.length())));
        }
    }

    @Override
    public void ended(SpeechResult result) {
        over();
        SpeechFlight.ended(
                request, timeline, result.response(), result.bytes(), result.cancelled() ? "cancelled" : "ok");
        if (!response.isDone()) {
            response.cancel(false);
        }
        completion.complete(result);
    }

    @Override
    public void failed(ParlandoException error) {
        over();
        SpeechFlight.ended(
                request,
                timeline,
                response.exceptionally(none -> null).getNow(null),
                error.bytesDelivered(),
                error.category().name().toLowerCase(Locale.ROOT));
        response.completeExceptionally(error);
        completion.completeExceptionally(error);
    }

    private void over() {
        timeline.mark(TimelineEvent.END);
        lane.forget(this);
        if (request.deadline() != null) {
            lane.execute(this::forgetDeadline);
        }
    }

    private void forgetDeadline() {
        if (deadline != null) {
            deadline.cancel(false);
        }
    }
}
