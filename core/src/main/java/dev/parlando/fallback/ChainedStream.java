package dev.parlando.fallback;

import dev.parlando.error.ParlandoException;
import dev.parlando.error.RequestProgress;
import dev.parlando.error.TimeoutPhase;
import dev.parlando.error.TransportException;
import dev.parlando.internal.event.CallerWait;
import dev.parlando.internal.event.Deadline;
import dev.parlando.internal.event.StreamStages;
import dev.parlando.internal.event.TimelineRecorder;
import dev.parlando.internal.event.UnexpectedFailure;
import dev.parlando.speech.CallOptions;
import dev.parlando.speech.ChunkHandler;
import dev.parlando.speech.SpeechRequest;
import dev.parlando.speech.SpeechResponse;
import dev.parlando.speech.SpeechResult;
import dev.parlando.speech.SpeechStream;
import dev.parlando.telemetry.Timeline;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * One call of a chain, which is the stream of one {@link StepAttempt} after the other until one of them has audio.
 *
 * <p>Threading: safe for use from any thread. Only the attempt that has audio, or is the last one, calls the handler. The
 * attempts follow one another, so that their thread owns {@link #failures}.
 */
final class ChainedStream implements SpeechStream {
    private final FallbackSpeech chain;
    private final SpeechRequest request;
    private final ChunkHandler handler;
    private final CallOptions options;
    private final TimelineRecorder timeline;
    private final long startNanos;
    private final StreamStages<SpeechResponse, SpeechResult> stages;
    private final List<ParlandoException> failures = new ArrayList<>();
    private volatile @Nullable StepAttempt current;
    private volatile boolean cancelled;
    private volatile boolean resumed;

    ChainedStream(FallbackSpeech chain, SpeechRequest request, ChunkHandler handler, CallOptions options) {
        this.chain = chain;
        this.request = request;
        this.handler = handler;
        this.options = options;
        this.timeline = TimelineRecorder.of(options.timeline(), chain.timer()::nanoTime);
        this.startNanos = timeline.elapsedNanos();
        this.stages = new StreamStages<>(options.executor());
    }

    void start() {
        startFrom(0);
    }

    private void startFrom(int first) {
        try {
            int step = first;
            while (step < last() && chain.steps().get(step).isSkipped(request)) {
                step++;
            }
            StepAttempt attempt = new StepAttempt(this, chain.steps().get(step), step);
            current = attempt;
            attempt.start(request, ofAttempt());
        } catch (Throwable thrown) { // Of a function of the user, before anything was sent.
            fail(UnexpectedFailure.toException(thrown));
        }
    }

    private int last() {
        return chain.steps().size() - 1;
    }

    /** Returns the options of the next attempt, with the rest of the deadline. */
    private CallOptions ofAttempt() {
        CallOptions rest = options.withTimeline(timeline);
        Duration deadline = options.deadline();
        return deadline == null
                ? rest
                : rest.withDeadline(Deadline.rest(deadline, timeline.elapsedNanos() - startNanos));
    }

    FallbackSpeech chain() {
        return chain;
    }

    ChunkHandler handler() {
        return handler;
    }

    boolean isCancelled() {
        return cancelled;
    }

    boolean isResumed() {
        return resumed;
    }

    /** Called once by an attempt that failed before its first audio. */
    void onFailed(StepAttempt attempt, ParlandoException error) {
        if (attempt.index() == last() || cancelled || !attempt.step().accepts(error)) {
            failures.stream().filter(earlier -> earlier != error).forEach(error::addSuppressed);
            fail(error);
        } else {
            failures.add(error);
            startFrom(attempt.index() + 1);
        }
    }

    /** Called once by an attempt that has no audio in time. Returns whether another one may follow. */
    boolean mayFollow(StepAttempt attempt) {
        return attempt.index() < last() && !cancelled;
    }

    static ParlandoException late(Duration limit) {
        return new TransportException(
                "no audio arrived within the first byte limit of " + limit.toMillis() + " ms",
                null,
                RequestProgress.PROCESSED,
                TimeoutPhase.RESPONSE_HEADERS);
    }

    void respond(SpeechResponse headers) {
        handler.onResponse(headers);
        stages.respond(headers);
    }

    void end(SpeechResult result) {
        stages.end(result, handler::onEnd);
    }

    void fail(ParlandoException error) {
        stages.fail(error, handler::onError);
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
        resumed = true;
        StepAttempt attempt = current;
        if (attempt != null) {
            attempt.resume();
        }
    }

    @Override
    public void cancel() {
        cancelled = true;
        StepAttempt attempt = current;
        if (attempt != null) {
            attempt.cancel();
        }
    }

    @Override
    public Timeline timeline() {
        return timeline;
    }
}
