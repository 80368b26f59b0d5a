package dev.parlando.internal.call;

import dev.parlando.error.HandlerException;
import dev.parlando.error.ParlandoException;
import dev.parlando.internal.delivery.DirectPath;
import dev.parlando.internal.delivery.ItemPath;
import dev.parlando.internal.delivery.RingFeed;
import dev.parlando.internal.delivery.StreamDelivery;
import dev.parlando.internal.delivery.StreamProgress;
import dev.parlando.internal.event.CallerWait;
import dev.parlando.internal.event.LazyStage;
import dev.parlando.internal.event.LoopTimer;
import dev.parlando.internal.event.TimelineRecorder;
import dev.parlando.speech.CallOptions;
import dev.parlando.speech.ChunkHandler;
import dev.parlando.speech.SpeechRequest;
import dev.parlando.speech.SpeechResponse;
import dev.parlando.speech.SpeechResult;
import dev.parlando.speech.SpeechStream;
import dev.parlando.telemetry.Timeline;
import dev.parlando.telemetry.TimelineEvent;
import io.netty.buffer.ByteBufAllocator;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The handle to one stream, and the part of its event-loop half that does not depend on the protocol. This part is the
 * feed of the handler, the deadline and the limit on a hold. The delivery half is the {@link StreamDelivery} with its
 * {@link SpeechOutcome}; the two halves share the {@link StreamProgress}.
 *
 * <p>Threading: the public methods of {@link SpeechStream} may be called from any thread; they only set flags and send
 * commands to the loop. The loop owns the subclass and calls all other methods, except where they state otherwise.
 */
public abstract class StreamCall implements SpeechStream, EventLoopShard.Task {
    private final SpeechRequest request;
    private final CallOptions options;
    private final EventLoopShard shard;
    private final TimelineRecorder timeline;
    private final StreamProgress progress;
    private final StreamEvents events;
    private final SpeechOutcome outcome;
    private final LazyStage<@Nullable SpeechResponse> response;
    private final LazyStage<SpeechResult> completion;
    private final StreamDelivery delivery;
    private final RingFeed feed;
    private final long deadlineNanos;
    private final HoldTimer holdTimer;
    private final LoopTimer deadlineTimer;

    /**
     * The kind of a stream's delivery. Immutable.
     *
     * @param timestampedBody whether the data is JSON with audio and timestamps, rather than bare audio
     * @param onLoop whether a handler that asks for it is called on the event loop
     * @param progressBytes number of consumed bytes after which {@link #onProgress} is called
     */
    public record Kind(boolean timestampedBody, boolean onLoop, int progressBytes) {}

    /** Creates a stream that has not started. */
    protected StreamCall(
            SpeechRequest request,
            ChunkHandler handler,
            Kind kind,
            CallOptions options,
            EventLoopShard shard,
            TimelineRecorder timeline) {
        this.request = request;
        this.options = options;
        this.shard = shard;
        this.timeline = timeline;
        this.progress = new StreamProgress(
                shard::execute, kind.progressBytes(), guarded(this::onProgress), guarded(this::publishResume));
        // The timeline of a player has started before the call, from which events and the deadline count.
        long startNanos = options.timeline() == null ? 0 : timeline.elapsedNanos();
        this.events = new StreamEvents(shard.telemetry(), request, timeline, startNanos);
        this.outcome = new SpeechOutcome(
                request, timeline, events, shard.settings().creditMeter(), this::cancel, this::onFinished);
        Executor callbacks = shard.callbacks().orElse(options.executor());
        this.response = new LazyStage<>(outcome.response(), callbacks);
        this.completion = new LazyStage<>(outcome.completion(), callbacks);
        this.delivery = new StreamDelivery(handler, kind.timestampedBody(), progress, outcome);
        this.feed = new RingFeed(
                pathTo(handler, kind.onLoop()), delivery, progress, ByteBufAllocator.DEFAULT, this::guarded);
        Duration limit = options.deadline();
        this.deadlineNanos = limit == null ? Long.MAX_VALUE : timeline.elapsedNanos() + limit.toNanos();
        this.deadlineTimer = new LoopTimer(shard.loop(), guarded(this::onDeadline));
        this.holdTimer = new HoldTimer(
                shard.loop(),
                shard.settings().connect().timeouts().hold(),
                this::isHeld,
                progress::consumedBytes,
                guarded(this::onHoldTimeout));
    }

    private ItemPath pathTo(ChunkHandler handler, boolean onLoop) {
        return onLoop && handler.runsOnEventLoop()
                ? new DirectPath("the chunk handler " + handler.getClass().getName(), System::nanoTime)
                : shard.ring();
    }

    /** Called when the handler has made progress. */
    protected abstract void onProgress();

    /** Ends the network half of the stream without a report. */
    protected abstract void stop();

    /** Returns whether the stream uses a connection and has bytes for the handler. */
    protected abstract boolean isHeld();

    /** Returns the error for a stream that was not over within its deadline. */
    protected abstract ParlandoException deadlineError(String reason);

    /** Returns a step that ends the stream with an error for anything that it throws. */
    protected final Runnable guarded(Runnable step) {
        return shard.guarded(this, step);
    }

    /** Runs a step of the stream on the loop. May be called on any thread. */
    protected final void execute(Runnable step) {
        shard.execute(this, step);
    }

    /** Returns the shard. */
    protected final EventLoopShard shard() {
        return shard;
    }

    /** Returns the options of the caller. */
    protected final CallOptions options() {
        return options;
    }

    /** Returns the timeline for marks. */
    protected final TimelineRecorder recorder() {
        return timeline;
    }

    final StreamProgress progress() {
        return progress;
    }

    final StreamEvents events() {
        return events;
    }

    final RingFeed feed() {
        return feed;
    }

    final long deadlineNanos() {
        return deadlineNanos;
    }

    /** Passes an item to the delivery, after all items before it. */
    protected final void offer(Object item) {
        feed.offer(item);
    }

    /** Publishes held items as far as the handler has made room. */
    protected final void publishHeld() {
        feed.publishHeld();
    }

    /** Returns the number of bytes that the handler has consumed. May be called on any thread. */
    protected final long consumedBytes() {
        return progress.consumedBytes();
    }

    /** Returns whether the caller has cancelled. May be called on any thread. */
    protected final boolean isCancelled() {
        return progress.isCancelled();
    }

    /** Records the first byte of audio. */
    protected final void onFirstByte() {
        timeline.mark(TimelineEvent.FIRST_BYTE);
        events.onFirstByte();
    }

    /** Counts bytes of audio. */
    protected final void onBytes(int bytes) {
        events.onBytes(bytes);
    }

    /** Registers an action for a failure of the stream. It is quick, since it runs on the delivery thread. */
    public final void onFailed(Consumer<Throwable> action) {
        outcome.completion().exceptionally(failure -> {
            action.accept(failure);
            return null;
        });
    }

    /** Returns the stage that completes with the stream, on the delivery thread, for actions that are quick. */
    public final CompletableFuture<SpeechResult> ended() {
        return outcome.completion();
    }

    /** Starts the timers of the handler and of the caller's deadline. */
    public final void startTimers() {
        holdTimer.start();
        if (options.deadline() != null) {
            deadlineTimer.start(deadlineNanos - timeline.elapsedNanos());
        }
    }

    private void onDeadline() {
        long millis = Objects.requireNonNull(options.deadline()).toMillis();
        abort(deadlineError("the utterance was not over within its deadline of " + millis + " ms"));
    }

    private void onHoldTimeout() {
        abort(HandlerException.held("the chunk handler held the stream for more than "
                + shard.settings().connect().timeouts().hold().toMillis()
                + " ms, and with it a permit of the account; resume it earlier, cancel it, or raise timeouts.hold"));
    }

    /** Fails the stream after the items before it. May be called on any thread. */
    public final void fail(ParlandoException error) {
        execute(() -> failAfterItems(error));
    }

    /** Fails the stream after the items before it. */
    protected final void failAfterItems(ParlandoException error) {
        feed.offer(new StreamDelivery.Failure(error));
    }

    @Override
    public final void abort(ParlandoException error) {
        try {
            stop();
        } finally {
            feed.offerFinal(new StreamDelivery.Abort(error));
        }
    }

    @Override
    public final void failDirectly(ParlandoException error) {
        delivery.fail(error);
    }

    @Override
    public final void failStages(ParlandoException error) {
        outcome.onFailed(error);
    }

    @Override
    public final SpeechRequest request() {
        return request;
    }

    @Override
    public final CompletionStage<@Nullable SpeechResponse> response() {
        return response.get();
    }

    @Override
    public final CompletionStage<SpeechResult> completion() {
        return completion.get();
    }

    @Override
    public final SpeechResult join() {
        return CallerWait.join(outcome.completion());
    }

    @Override
    public final Optional<SpeechResult> join(Duration limit) {
        Objects.requireNonNull(limit, "limit");
        return CallerWait.join(outcome.completion(), limit);
    }

    @Override
    public final Timeline timeline() {
        return timeline;
    }

    @Override
    public final void resume() {
        progress.signalResume();
    }

    private void publishResume() {
        feed.offerImmediate(StreamDelivery.RESUME);
    }

    @Override
    public final void cancel() {
        if (outcome.completion().isDone() || progress.isCancelled()) {
            return;
        }
        progress.cancel();
        execute(() -> {
            stop();
            feed.offerFinal(StreamDelivery.CANCELLED);
        });
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
