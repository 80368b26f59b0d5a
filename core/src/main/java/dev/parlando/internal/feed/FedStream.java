package dev.parlando.internal.feed;

import dev.parlando.error.ParlandoException;
import dev.parlando.internal.event.CallerWait;
import dev.parlando.internal.event.Deadline;
import dev.parlando.internal.event.HandlerFailure;
import dev.parlando.internal.event.SerialTask;
import dev.parlando.internal.event.StreamStages;
import dev.parlando.internal.event.TimelineRecorder;
import dev.parlando.internal.event.UnexpectedFailure;
import dev.parlando.internal.live.HoldState;
import dev.parlando.speech.CallOptions;
import dev.parlando.speech.ChunkAction;
import dev.parlando.speech.ChunkHandler;
import dev.parlando.speech.SpeechRequest;
import dev.parlando.speech.SpeechResponse;
import dev.parlando.speech.SpeechResult;
import dev.parlando.speech.SpeechStream;
import dev.parlando.telemetry.Timeline;
import dev.parlando.telemetry.TimelineEvent;
import dev.parlando.transcript.SpeechTiming;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * A stream that delivers the audio of a feed to a handler.
 *
 * <p>Threading: each event signals the stream, and a thread of the runner then runs {@link #step}, one at a time. That
 * thread owns the fields that are neither volatile nor atomic.
 */
final class FedStream implements SpeechStream {
    /** Bytes that one stream delivers before the thread turns to the next stream. */
    private static final int TURN_BYTES = 256 * 1024;

    private static final Object CANCELLED = new Object();

    private final FeedRunner runner;
    private final SpeechRequest request;
    private final ChunkHandler handler;
    private final AudioFeed feed;
    private final TimelineRecorder timeline;
    private final StreamStages<SpeechResponse, SpeechResult> stages;
    private final SerialTask steps;
    private final HoldState holdState = new HoldState();
    private final BufferChunk chunk = new BufferChunk();
    private final @Nullable Duration deadline;
    private volatile Runnable stopDeadline = () -> {};
    /** The reason for which the stream stops early: an error, or {@link #CANCELLED}. */
    private final AtomicReference<@Nullable Object> stopReason = new AtomicReference<>();

    private @Nullable SpeechResponse response;
    private long bytes;
    private long chunks;
    private boolean finished;

    FedStream(FeedRunner runner, SpeechRequest request, ChunkHandler handler, CallOptions options, AudioFeed feed) {
        this.runner = runner;
        this.request = request;
        this.handler = handler;
        this.feed = feed;
        this.deadline = options.deadline();
        this.timeline = TimelineRecorder.of(options.timeline(), runner.timer()::nanoTime);
        this.stages = new StreamStages<>(options.executor());
        this.steps = new SerialTask(runner::execute, this::step);
    }

    void start() {
        Duration limit = deadline;
        if (limit != null) {
            stopDeadline = runner.timer().schedule(() -> abort(Deadline.error(limit)), limit.toNanos());
        }
        feed.open(steps::signal);
        steps.signal();
    }

    private void step() {
        if (finished) {
            return;
        }
        try {
            deliver();
        } catch (Throwable thrown) {
            fail(UnexpectedFailure.toException(thrown));
        }
    }

    private void deliver() {
        long turnEnd = bytes + TURN_BYTES;
        while (stopReason.get() == null && !holdState.isHeld()) {
            ByteBuffer audio = feed.next();
            deliverHeaders();
            deliverTimings();
            if (audio == null) {
                onEndOfFeed();
                return;
            }
            if (!audio.hasRemaining()) {
                return;
            }
            if (bytes >= turnEnd) {
                runner.execute(steps::signal);
                return;
            }
            deliver(audio);
        }
        stopIfRequested();
    }

    private void stopIfRequested() {
        Object reason = stopReason.get();
        if (reason instanceof ParlandoException error) {
            fail(error);
        } else if (reason != null) {
            finish(true);
        }
    }

    private void deliverHeaders() {
        SpeechResponse headers = feed.response();
        if (response != null || headers == null) {
            return;
        }
        response = headers;
        markOrigin();
        timeline.mark(TimelineEvent.RESPONSE_HEADERS);
        try {
            handler.onResponse(headers);
        } catch (Throwable thrown) {
            throw HandlerFailure.of("onResponse", thrown);
        }
        stages.respond(headers);
    }

    /** Copies the events of the request that makes the audio, up to the response headers. */
    private void markOrigin() {
        Timeline origin = feed.origin();
        if (origin != null) {
            timeline.markStart(origin, timeline.elapsedNanos() - origin.elapsedNanos());
        }
    }

    private void deliverTimings() {
        SpeechTiming timing;
        while ((timing = feed.nextTiming()) != null) {
            try {
                handler.onTiming(timing);
            } catch (Throwable thrown) {
                throw HandlerFailure.of("onTiming", thrown);
            }
        }
    }

    private void deliver(ByteBuffer audio) {
        timeline.mark(TimelineEvent.FIRST_BYTE);
        int before = audio.remaining();
        ChunkAction action = invokeOnChunk(audio);
        if (action == ChunkAction.CONTINUE) {
            audio.position(audio.limit());
        }
        bytes += before - audio.remaining();
        if (!audio.hasRemaining()) {
            chunks++;
        }
        if (action == ChunkAction.CANCEL) {
            stopReason.compareAndSet(null, CANCELLED);
        } else if (action == ChunkAction.HOLD) {
            holdState.hold();
        }
    }

    private ChunkAction invokeOnChunk(ByteBuffer audio) {
        chunk.attach(audio);
        try {
            return Objects.requireNonNull(handler.onChunk(chunk), "null instead of a ChunkAction");
        } catch (Throwable thrown) {
            throw HandlerFailure.of("onChunk", thrown);
        } finally {
            chunk.detach();
        }
    }

    private void onEndOfFeed() {
        ParlandoException error = feed.failure();
        if (error != null) {
            fail(error);
        } else {
            timeline.mark(TimelineEvent.LAST_BYTE);
            finish(feed.cancelled());
        }
    }

    private void finish(boolean cancelled) {
        SpeechResult result = new SpeechResult(response, bytes, chunks, cancelled);
        end();
        stages.end(result, handler::onEnd);
    }

    private void fail(ParlandoException error) {
        end();
        stages.fail(error, handler::onError);
    }

    private void end() {
        finished = true;
        stopReason.compareAndSet(null, CANCELLED);
        stopDeadline.run();
        timeline.mark(TimelineEvent.END);
        UnexpectedFailure.contain(feed::close);
        runner.onEnded(this);
    }

    /** Stops the stream with an error, on any thread. */
    void abort(ParlandoException error) {
        stopReason.compareAndSet(null, error);
        steps.signal();
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
        if (holdState.resume()) {
            steps.signal();
        }
    }

    @Override
    public void cancel() {
        if (stopReason.compareAndSet(null, CANCELLED)) {
            steps.signal();
        }
    }

    @Override
    public Timeline timeline() {
        return timeline;
    }
}
