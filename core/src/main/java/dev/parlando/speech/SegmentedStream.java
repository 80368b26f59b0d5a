package dev.parlando.speech;

import dev.parlando.error.ParlandoException;
import dev.parlando.internal.event.CallerWait;
import dev.parlando.internal.event.Deadline;
import dev.parlando.internal.event.SerialTask;
import dev.parlando.internal.event.SourceCheck;
import dev.parlando.internal.event.StreamStages;
import dev.parlando.internal.event.TimelineRecorder;
import dev.parlando.internal.event.UnexpectedFailure;
import dev.parlando.internal.live.HoldState;
import dev.parlando.internal.live.QuietTimer;
import dev.parlando.telemetry.Timeline;
import dev.parlando.telemetry.TimelineEvent;
import dev.parlando.transcript.SpeechTiming;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * The stream of several requests, each of which is a {@link SegmentPart}. At most two are in flight: one delivers, and one
 * waits for its turn.
 *
 * <p>Threading: each event signals the stream, and the signalling thread runs {@link #step}, one at a time. That thread
 * owns the fields that are neither volatile nor atomic. The stream has no thread of its own.
 */
final class SegmentedStream implements SpeechStream {
    private final SegmentedSpeech speech;
    private final SpeechRequest request;
    private final RequestSequence requests;
    private final double lowMillis;
    private final ChunkHandler handler;
    private final CallOptions options;
    private final TimelineRecorder timeline;
    private final StreamStages<SpeechResponse, SpeechResult> stages;
    private final SerialTask steps = new SerialTask(Runnable::run, this::runStep);
    private final QuietTimer quietTimer;
    private final HoldState holdState = new HoldState();
    /** The reason for which the stream stops early: an error, or {@link #CANCELLED}. */
    private final AtomicReference<@Nullable Object> stopReason = new AtomicReference<>();

    private static final Object CANCELLED = new Object();

    /** Whether the handler plays the audio while it arrives, as the first hold shows. */
    private volatile boolean everHeld;

    private volatile @Nullable SegmentPart current;
    private @Nullable SegmentPart waiting;
    private final PartTotals totals = new PartTotals();
    private @Nullable String lastRequestId;
    private int parts;
    private boolean stopping;
    private boolean finished;
    private Runnable stopDeadline = () -> {};

    SegmentedStream(
            SegmentedSpeech speech,
            SpeechRequest request,
            RequestSequence requests,
            Duration pace,
            ChunkHandler handler,
            CallOptions options) {
        this.speech = speech;
        this.request = request;
        this.requests = requests;
        this.lowMillis = pace.toNanos() / 1e6;
        this.handler = handler;
        this.options = options;
        this.timeline = TimelineRecorder.of(options.timeline(), speech.timer()::nanoTime);
        this.quietTimer = new QuietTimer(speech.timer(), this::signal);
        this.stages = new StreamStages<>(speech.stages(options));
    }

    void start() {
        Duration deadline = options.deadline();
        if (deadline != null) {
            stopDeadline = speech.timer().schedule(() -> abort(Deadline.error(deadline)), deadline.toNanos());
        }
        requests.onReadable(this::signal);
    }

    /** Runs the steps that an event made possible, or lets the thread run them that is in a step. */
    void signal() {
        steps.signal();
    }

    private void runStep() {
        try {
            step();
        } catch (Throwable thrown) {
            fail(UnexpectedFailure.toException(thrown));
        }
    }

    private void step() {
        retireEnded();
        if (finished) {
            return;
        }
        if (stopReason.get() != null || requests.state() == RequestSequence.State.CANCELLED) {
            stop();
        } else {
            fill();
        }
    }

    private void retireEnded() {
        SegmentPart part;
        while (!finished && (part = current) != null && part.isOver()) {
            totals.add(part, timeline);
            SpeechResponse headers = part.response();
            lastRequestId = headers == null ? null : headers.requestId();
            if (stopping || part.isCancelled()) {
                finishStopped();
            } else if (part.error() != null) {
                fail(Objects.requireNonNull(part.error()));
            } else {
                turnTo(waiting);
            }
        }
    }

    private void turnTo(@Nullable SegmentPart next) {
        waiting = null;
        current = next;
        if (next != null) {
            next.takeTurn(totals.millis());
        }
    }

    private void fill() {
        requests.nanosUntilNext(speech.timer().nanoTime()); // The quiet time starts even if no request is wanted yet.
        while (!finished && wantsNext()) {
            if (speech.isClosed() && requests.state() == RequestSequence.State.OPEN) {
                if (current == null) {
                    fail(SegmentedSpeech.closedError());
                }
                return;
            }
            SpeechRequest next = requests.next(speech.timer().nanoTime(), current == null ? lastRequestId : null);
            if (next == null) {
                onNothingToSend();
                return;
            }
            send(next);
            retireEnded();
        }
    }

    private boolean wantsNext() {
        SegmentPart delivering = current;
        if (delivering == null) {
            return true;
        }
        boolean afterEnd = requests.waitsForEnd() && !everHeld;
        return waiting == null && !afterEnd && delivering.isLow();
    }

    private void send(SpeechRequest next) {
        TimelineRecorder partTimeline = new TimelineRecorder(speech.timer()::nanoTime);
        SegmentPart part = new SegmentPart(this, parts == 0, next, partTimeline, timeline.elapsedNanos(), lowMillis);
        parts++;
        if (current == null) {
            turnTo(part);
        } else {
            waiting = part;
        }
        try {
            part.set(SourceCheck.started(
                    speech.source(), speech.source().stream(next, part, options.ofPart(partTimeline))));
        } catch (Throwable refused) {
            part.onError(UnexpectedFailure.toException(refused));
        }
    }

    private void onNothingToSend() {
        if (requests.state() == RequestSequence.State.OPEN) {
            quietTimer.start(requests.nanosUntilNext(speech.timer().nanoTime()));
        } else if (current == null) {
            ParlandoException failure = requests.failure();
            if (failure == null) {
                finish(false);
            } else {
                fail(failure);
            }
        }
    }

    /** Stops all requests. The stream ends when the part that delivers has ended. */
    private void stop() {
        if (stopping) {
            return;
        }
        stopping = true;
        stopReason.compareAndSet(null, CANCELLED);
        requests.close();
        cancelWaiting();
        SegmentPart delivering = current;
        if (delivering == null) {
            finishStopped();
        } else {
            delivering.cancel();
        }
    }

    private void cancelWaiting() {
        SegmentPart ahead = waiting;
        if (ahead != null) {
            waiting = null;
            ahead.cancel();
        }
    }

    private void finishStopped() {
        if (stopReason.get() instanceof ParlandoException error) {
            fail(error);
        } else {
            finish(true);
        }
    }

    private void finish(boolean cancelled) {
        SpeechResult result = new SpeechResult(totals.response(), totals.bytes(), totals.chunks(), cancelled);
        end(() -> stages.end(result, handler::onEnd));
    }

    private void fail(ParlandoException error) {
        end(() -> stages.fail(error, handler::onError));
    }

    /** Ends the stream by its last calls of the user's code, which must not run on a thread of the writer. */
    private void end(Runnable lastCalls) {
        if (finished) {
            return;
        }
        finished = true;
        quietTimer.stop();
        stopDeadline.run();
        stopReason.compareAndSet(null, CANCELLED);
        requests.close();
        cancelWaiting();
        SegmentPart delivering = current;
        if (delivering != null && !delivering.isOver()) {
            delivering.cancel(); // After an unexpected failure.
        }
        totals.markLastByte(timeline);
        timeline.mark(TimelineEvent.END);
        speech.onEnded(this);
        try {
            speech.executor().execute(lastCalls);
        } catch (RejectedExecutionException shutDown) {
            lastCalls.run();
        }
    }

    /** Stops the stream with an error, on any thread. */
    void abort(ParlandoException error) {
        stopReason.compareAndSet(null, error);
        signal();
    }

    boolean isStopped() {
        return stopReason.get() != null;
    }

    /** Called on a ring thread with the response headers of a part. */
    void onResponse(SegmentPart part, SpeechResponse headers) {
        if (part.isFirst()) {
            PartTotals.markStart(part, timeline);
            handler.onResponse(headers);
            stages.respond(headers);
        }
    }

    /** Called on the ring thread of the part that delivers. */
    ChunkAction deliver(SegmentPart part, Chunk chunk) {
        if (part.isFirst() && part.bytes() == 0) {
            PartTotals.markStart(part, timeline);
        }
        ChunkAction action = handler.onChunk(chunk);
        if (action == ChunkAction.CANCEL) {
            stopReason.compareAndSet(null, CANCELLED);
        } else if (action == ChunkAction.HOLD) {
            everHeld = true;
            if (holdState.hold()) {
                part.resume();
            }
        }
        return action;
    }

    /** Called on the ring thread of the part that delivers. */
    void deliver(SpeechTiming timing) {
        if (request.timestamps()) {
            handler.onTiming(timing);
        }
    }

    @Override
    public SpeechRequest request() {
        return request;
    }

    @Override
    public CompletionStage<@Nullable SpeechResponse> response() {
        return stages.response();
    }

    @Override
    public CompletionStage<SpeechResult> completion() {
        return stages.completion();
    }

    @Override
    public SpeechResult join() {
        return CallerWait.join(stages.result());
    }

    @Override
    public void resume() {
        boolean wasHeld = holdState.resume();
        SegmentPart delivering = current;
        if (wasHeld && delivering != null) {
            delivering.resume();
        }
    }

    @Override
    public void cancel() {
        if (!stages.result().isDone()) {
            stopReason.compareAndSet(null, CANCELLED);
            signal();
        }
    }

    @Override
    public Timeline timeline() {
        return timeline;
    }
}
