package dev.parlando.internal.call;

import dev.parlando.error.ParlandoException;
import dev.parlando.internal.event.EngineTelemetry;
import dev.parlando.internal.event.TimelineRecorder;
import dev.parlando.speech.SpeechRequest;
import dev.parlando.speech.SpeechResponse;
import dev.parlando.telemetry.AttemptEnded;
import dev.parlando.telemetry.AttemptRecord;
import dev.parlando.telemetry.AttemptStarted;
import dev.parlando.telemetry.EngineListener;
import dev.parlando.telemetry.FirstByte;
import dev.parlando.telemetry.RetryPlanned;
import dev.parlando.telemetry.StreamEnded;
import dev.parlando.telemetry.StreamEnded.Outcome;
import dev.parlando.telemetry.StreamInfo;
import dev.parlando.telemetry.StreamStarted;
import dev.parlando.telemetry.TimelineEvent;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * The reporter of the events of one stream, which also counts them.
 *
 * <p>Threading: safe for use from any thread.
 */
final class StreamEvents implements RetryingCall.Observer {
    private final EngineTelemetry telemetry;
    private final TimelineRecorder timeline;
    private final long startNanos;
    private final StreamInfo stream;
    private final AtomicBoolean ended = new AtomicBoolean();

    /**
     * Counts and reports the start of a stream.
     *
     * @param startNanos time of the call on the timeline
     */
    StreamEvents(EngineTelemetry telemetry, SpeechRequest request, TimelineRecorder timeline, long startNanos) {
        this.telemetry = telemetry;
        this.timeline = timeline;
        this.startNanos = startNanos;
        this.stream = new StreamInfo(
                telemetry.onStreamStarted(),
                request.modelId(),
                request.voiceId(),
                request.outputFormat().value());
        telemetry.dispatch(() -> new StreamStarted(stream), EngineListener::onStreamStarted);
    }

    @Override
    public void onAttemptStarted(int attempt) {
        telemetry.dispatch(() -> new AttemptStarted(stream, attempt), EngineListener::onAttemptStarted);
    }

    @Override
    public void onAttemptEnded(AttemptRecord attempt) {
        telemetry.dispatch(() -> new AttemptEnded(stream, attempt), EngineListener::onAttemptEnded);
    }

    @Override
    public void onRetryPlanned(int attempt, long delayNanos) {
        telemetry.onRetry();
        telemetry.dispatch(() -> new RetryPlanned(stream, attempt, delayNanos), EngineListener::onRetryPlanned);
    }

    /** Called for each chunk. */
    void onBytes(int bytes) {
        telemetry.onBytes(bytes);
    }

    /** Called after the timeline has the time of the first byte. */
    void onFirstByte() {
        telemetry.dispatch(
                () -> new FirstByte(
                        stream, timeline.nanos(TimelineEvent.FIRST_BYTE).orElse(startNanos) - startNanos),
                EngineListener::onFirstByte);
    }

    /** Called at the end of the stream; only the first call has an effect. */
    void onEnded(
            Outcome outcome,
            @Nullable ParlandoException failure,
            @Nullable SpeechResponse response,
            long bytes,
            @Nullable Long chunks) {
        if (!ended.compareAndSet(false, true)) {
            return;
        }
        telemetry.onStreamEnded(outcome);
        telemetry.dispatch(
                () -> new StreamEnded(
                        stream,
                        timeline,
                        timeline.elapsedNanos() - startNanos,
                        outcome,
                        failure,
                        bytes,
                        chunks,
                        response == null ? null : response.protocol(),
                        response == null ? null : response.requestId(),
                        response == null ? null : response.characterCost()),
                EngineListener::onStreamEnded);
    }
}
