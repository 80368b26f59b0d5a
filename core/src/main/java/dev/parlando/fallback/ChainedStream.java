package dev.parlando.fallback;

import dev.parlando.error.ParlandoException;
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
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * One call of a chain, which is the stream of one {@link StepAttempt} after the other until one of them has audio. A hedge
 * is an attempt that runs next to another one.
 *
 * <p>Threading: safe for use from any thread. Only the attempt that has audio, or is the last one, calls the handler.
 */
final class ChainedStream implements SpeechStream {
    private final FallbackSpeech chain;
    private final SpeechRequest request;
    private final ChunkHandler handler;
    private final CallOptions options;
    private final TimelineRecorder timeline;
    private final long startNanos;
    private final StreamStages<SpeechResponse, SpeechResult> stages;
    private final AttemptRace race;
    private volatile boolean resumed;

    ChainedStream(FallbackSpeech chain, SpeechRequest request, ChunkHandler handler, CallOptions options) {
        this.chain = chain;
        this.request = request;
        this.handler = handler;
        this.options = options;
        this.timeline = TimelineRecorder.of(options.timeline(), chain.timer()::nanoTime);
        this.startNanos = timeline.elapsedNanos();
        this.stages = new StreamStages<>(options.executor());
        this.race = new AttemptRace(chain.steps().size());
    }

    /** Starts the first step, or the one after those that have failed. */
    void startNext() {
        try {
            StepAttempt attempt = new StepAttempt(this, chain.firstUsable(race.next(), request), false);
            SpeechRequest changed = attempt.step().change(request);
            race.add(attempt);
            attempt.start(changed, ofAttempt());
        } catch (Throwable thrown) { // Of a function of the user, before anything was sent.
            fail(UnexpectedFailure.toException(thrown));
        }
    }

    /** Starts a hedge if an attempt still needs one, and the limit of the next step and the budget allow it. */
    void hedge(StepAttempt late, StepHedges budget) {
        if (!race.mayHedge(late)) {
            return;
        }
        try {
            StepAttempt hedge = new StepAttempt(this, chain.firstUsable(race.next(), request), true);
            SpeechRequest changed = hedge.step().change(request);
            if (hedge.step().hasFreePermit(changed) && race.addHedge(late, hedge, budget)) {
                chain.onHedged();
                hedge.start(changed, hedge.step().ofHedge(ofAttempt()));
            }
        } catch (Throwable thrown) { // Of a function of the user. The late attempt goes on.
            race.addFailure(UnexpectedFailure.toException(thrown));
        }
    }

    /** Returns the options of the next attempt, with the rest of the deadline. */
    private CallOptions ofAttempt() {
        Duration deadline = options.deadline();
        return deadline == null
                ? options
                : options.withDeadline(Deadline.rest(deadline, timeline.elapsedNanos() - startNanos));
    }

    FallbackSpeech chain() {
        return chain;
    }

    ChunkHandler handler() {
        return handler;
    }

    AttemptRace race() {
        return race;
    }

    TimelineRecorder timelineRecorder() {
        return timeline;
    }

    boolean isResumed() {
        return resumed;
    }

    /** Called with the consequence of a failed attempt. */
    void onFailed(ParlandoException error, AttemptRace.Consequence consequence) {
        if (consequence == AttemptRace.Consequence.NEXT_STEP) {
            startNext();
        } else if (consequence == AttemptRace.Consequence.FAILURE) {
            race.failures().stream().filter(earlier -> earlier != error).forEach(error::addSuppressed);
            fail(error);
        }
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
        race.running().forEach(StepAttempt::resume);
    }

    @Override
    public void cancel() {
        race.cancel().forEach(StepAttempt::cancel);
    }

    @Override
    public Timeline timeline() {
        return timeline;
    }
}
