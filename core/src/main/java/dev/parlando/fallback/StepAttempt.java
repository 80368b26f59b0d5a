package dev.parlando.fallback;

import dev.parlando.error.ParlandoException;
import dev.parlando.error.RequestProgress;
import dev.parlando.error.TimeoutPhase;
import dev.parlando.error.TransportException;
import dev.parlando.internal.event.SourceCheck;
import dev.parlando.internal.event.TimelineRecorder;
import dev.parlando.internal.event.UnexpectedFailure;
import dev.parlando.internal.live.LiveTimer;
import dev.parlando.speech.CallOptions;
import dev.parlando.speech.Chunk;
import dev.parlando.speech.ChunkAction;
import dev.parlando.speech.ChunkHandler;
import dev.parlando.speech.SpeechRequest;
import dev.parlando.speech.SpeechResponse;
import dev.parlando.speech.SpeechResult;
import dev.parlando.speech.SpeechStream;
import dev.parlando.telemetry.TimelineEvent;
import dev.parlando.transcript.SpeechTiming;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The use of one step by one call. It keeps its response and the first times of characters until it has audio, since
 * another step may speak instead.
 *
 * <p>Threading: its methods as {@link ChunkHandler} are called by one thread at a time, which owns the fields that are not
 * volatile. The others may be called on any thread.
 */
final class StepAttempt implements ChunkHandler {
    private final ChainedStream owner;
    private final FallbackStep step;
    private final int index;
    private final boolean hedge;
    private final TimelineRecorder timeline;
    private final long startNanos;
    private final List<SpeechTiming> earlyTimings = new ArrayList<>();
    private volatile Runnable stopLimit = () -> {};
    private volatile Runnable stopHedging = () -> {};
    private volatile @Nullable SpeechStream stream;
    private @Nullable SpeechResponse response;
    private boolean speaking;

    /** Creates an attempt that has sent nothing. A hedge has a timeline of its own until it speaks. */
    StepAttempt(ChainedStream owner, int index, boolean hedge) {
        this.owner = owner;
        this.step = owner.chain().steps().get(index);
        this.index = index;
        this.hedge = hedge;
        this.timeline = hedge ? new TimelineRecorder(owner.chain().timer()::nanoTime) : owner.timelineRecorder();
        this.startNanos = owner.timelineRecorder().elapsedNanos();
    }

    FallbackStep step() {
        return step;
    }

    int index() {
        return index;
    }

    /**
     * Sends a request.
     *
     * @param request the request of this step
     */
    void start(SpeechRequest request, CallOptions options) {
        startTimers();
        try {
            set(SourceCheck.started(
                    step.source(), step.source().stream(request, this, options.withTimeline(timeline))));
        } catch (Throwable refused) {
            onError(UnexpectedFailure.toException(refused));
        }
    }

    private void startTimers() {
        LiveTimer timer = owner.chain().timer();
        Duration limit = step.firstByteLimit();
        if (limit != null && owner.race().mayGiveUp(this)) {
            stopLimit = timer.schedule(() -> onLate(limit), limit.toNanos());
        }
        StepHedges hedges = owner.chain().hedges(index);
        long delayNanos = hedges == null ? StepHedges.NEVER : hedges.delayNanos();
        if (hedges != null && delayNanos != StepHedges.NEVER && owner.race().mayHedge(this)) {
            stopHedging = timer.schedule(() -> owner.hedge(this, hedges), delayNanos);
        }
    }

    private void stopTimers() {
        stopLimit.run();
        stopHedging.run();
    }

    private void set(SpeechStream started) {
        stream = started;
        if (!owner.race().isRunning(this) || owner.race().isCancelled()) {
            started.cancel();
        } else if (owner.isResumed()) {
            started.resume();
        }
    }

    private void onLate(Duration limit) {
        ParlandoException late = new TransportException(
                "no audio arrived within the first byte limit of " + limit.toMillis() + " ms",
                null,
                RequestProgress.PROCESSED,
                TimeoutPhase.RESPONSE_HEADERS);
        AttemptRace.Consequence consequence = owner.race().giveUp(this, late);
        if (consequence != null) {
            stopTimers();
            cancel();
            owner.onFailed(late, consequence);
        }
    }

    /** Begins to call the handler. Returns false if another step has taken the place of this one. */
    private boolean speak() {
        if (!speaking) {
            List<StepAttempt> attempts = win();
            attempts.forEach(StepAttempt::measure);
            if (speaking) {
                onSpeaking();
            }
        }
        return speaking;
    }

    /** Takes the call, cancels the other attempt and returns both. Returns none if another attempt was first. */
    private List<StepAttempt> win() {
        List<StepAttempt> attempts = owner.race().win(this);
        speaking = attempts.contains(this);
        for (StepAttempt attempt : attempts) {
            attempt.stopTimers();
            if (attempt != this) {
                attempt.cancel();
            }
        }
        return attempts;
    }

    /** Records the time without audio of an attempt that the call has started with or fallen back to. */
    private void measure() {
        StepHedges hedges = owner.chain().hedges(index);
        if (hedges != null && !hedge) {
            hedges.onAudio(owner.timelineRecorder().elapsedNanos() - startNanos);
        }
    }

    private void onSpeaking() {
        owner.chain().onSpoken(index, hedge);
        if (hedge) {
            owner.timelineRecorder().replaceStart(timeline, startNanos);
        }
        SpeechResponse headers = response;
        if (headers != null) {
            owner.respond(headers);
        }
        earlyTimings.forEach(owner.handler()::onTiming);
        earlyTimings.clear();
    }

    /** Adds the end of a hedge to the timeline of the call. */
    private void finishTimeline() {
        if (hedge) {
            TimelineRecorder call = owner.timelineRecorder();
            call.recordAttempts(timeline, startNanos);
            timeline.nanos(TimelineEvent.LAST_BYTE)
                    .ifPresent(nanos -> call.mark(TimelineEvent.LAST_BYTE, nanos + startNanos));
            call.mark(TimelineEvent.END);
        }
    }

    @Override
    public void onResponse(SpeechResponse headers) {
        response = headers;
    }

    @Override
    public ChunkAction onChunk(Chunk chunk) {
        return speak() ? owner.handler().onChunk(chunk) : ChunkAction.CANCEL;
    }

    @Override
    public void onTiming(SpeechTiming timing) {
        if (speaking) {
            owner.handler().onTiming(timing);
        } else {
            earlyTimings.add(timing);
        }
    }

    @Override
    public void onEnd(SpeechResult result) {
        if (!speaking) {
            win(); // Without audio: the call was cancelled.
        }
        if (speaking) {
            finishTimeline();
            owner.end(result);
        }
    }

    @Override
    public void onError(ParlandoException error) {
        if (speaking) {
            finishTimeline();
            owner.fail(error);
        } else {
            stopTimers();
            owner.onFailed(error, owner.race().leave(this, error));
        }
    }

    void resume() {
        SpeechStream started = stream;
        if (started != null) {
            started.resume();
        }
    }

    void cancel() {
        SpeechStream started = stream;
        if (started != null) {
            started.cancel();
        }
    }
}
