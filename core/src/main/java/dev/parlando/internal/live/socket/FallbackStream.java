package dev.parlando.internal.live.socket;

import dev.parlando.error.AuthenticationException;
import dev.parlando.error.ParlandoException;
import dev.parlando.error.RequestProgress;
import dev.parlando.error.RequestRejectedException;
import dev.parlando.error.TransportException;
import dev.parlando.internal.event.CallerWait;
import dev.parlando.internal.event.Deadline;
import dev.parlando.internal.event.StreamStages;
import dev.parlando.internal.event.UnexpectedFailure;
import dev.parlando.speech.CallOptions;
import dev.parlando.speech.Chunk;
import dev.parlando.speech.ChunkAction;
import dev.parlando.speech.ChunkHandler;
import dev.parlando.speech.SpeechRequest;
import dev.parlando.speech.SpeechResponse;
import dev.parlando.speech.SpeechResult;
import dev.parlando.speech.SpeechStream;
import dev.parlando.telemetry.Timeline;
import dev.parlando.transcript.SpeechTiming;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A stream over a WebSocket that continues over HTTP if the service or a proxy refuses the WebSocket. The handler sees
 * one stream.
 *
 * <p>Threading: safe for use from any thread. The methods of the handler are called on the threads of the current stream.
 */
final class FallbackStream implements SpeechStream, ChunkHandler {
    private final SpeechRequest request;
    private final ChunkHandler handler;
    private final CallOptions options;
    private final Timeline timeline;
    private final Consumer<ParlandoException> onRefused;
    private final StreamStages<SpeechResponse, SpeechResult> stages;
    private final long startNanos;
    private @Nullable Function<CallOptions, SpeechStream> fallback;
    private volatile @Nullable SpeechStream current;
    private volatile boolean refused;
    private volatile boolean fellBack;
    private volatile boolean cancelled;

    /**
     * Creates a stream that has not started.
     *
     * @param stages completes the stages of users
     * @param onRefused called with a refusal
     */
    FallbackStream(
            SpeechRequest request,
            ChunkHandler handler,
            CallOptions options,
            Timeline timeline,
            Executor stages,
            Consumer<ParlandoException> onRefused) {
        this.request = request;
        this.handler = handler;
        this.options = options;
        this.timeline = timeline;
        this.onRefused = onRefused;
        this.startNanos = timeline.elapsedNanos();
        this.stages = new StreamStages<>(stages);
    }

    /** Starts the stream over a WebSocket. The fallback is used at most once. */
    void start(SocketCall first, Function<CallOptions, SpeechStream> otherwise) {
        fallback = otherwise;
        current = first;
        first.ended().whenComplete((result, failure) -> {
            if (!fellBack) {
                complete(result, failure);
            }
        });
    }

    /**
     * Returns whether an error of the upgrade leads to HTTP: a refusal, except of the key, or a failure of a peer that
     * was reached. A peer that cannot be reached is the same for HTTP.
     */
    boolean acceptsRefusal(ParlandoException error) {
        boolean rejected = error instanceof RequestRejectedException && !(error instanceof AuthenticationException);
        boolean failed = error instanceof TransportException && error.progress() == RequestProgress.PROCESSED;
        refused = rejected || failed;
        if (refused) {
            onRefused.accept(error);
        }
        return refused;
    }

    private void complete(@Nullable SpeechResult result, @Nullable Throwable failure) {
        if (failure != null) {
            stages.completeExceptionally(failure);
        } else if (result != null) {
            SpeechResponse headers = result.response();
            if (headers != null) {
                stages.respond(headers);
            }
            stages.complete(result);
        }
    }

    private void fallBack() {
        fellBack = true;
        CallOptions rest = options.withTimeline(timeline);
        Duration deadline = options.deadline();
        if (deadline != null) {
            rest = rest.withDeadline(Deadline.rest(deadline, timeline.elapsedNanos() - startNanos));
        }
        try {
            SpeechStream second = Objects.requireNonNull(fallback).apply(rest);
            current = second;
            second.completion().whenComplete(this::complete);
            if (cancelled) {
                second.cancel();
            }
        } catch (Throwable thrown) { // Such as an EngineClosedException.
            stages.fail(UnexpectedFailure.toException(thrown), handler::onError);
        }
    }

    @Override
    public void onResponse(SpeechResponse headers) {
        handler.onResponse(headers);
        stages.respond(headers);
    }

    @Override
    public ChunkAction onChunk(Chunk chunk) {
        return handler.onChunk(chunk);
    }

    @Override
    public void onTiming(SpeechTiming timing) {
        handler.onTiming(timing);
    }

    @Override
    public void onEnd(SpeechResult result) {
        handler.onEnd(result);
    }

    @Override
    public void onError(ParlandoException error) {
        if (refused && !fellBack) {
            fallBack();
        } else {
            handler.onError(error);
        }
    }

    @Override
    public boolean runsOnEventLoop() {
        return handler.runsOnEventLoop();
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
        SpeechStream stream = current;
        if (stream != null) {
            stream.resume();
        }
    }

    @Override
    public void cancel() {
        cancelled = true;
        SpeechStream stream = current;
        if (stream != null) {
            stream.cancel();
        }
    }

    @Override
    public Timeline timeline() {
        return timeline;
    }
}
