package dev.parlando.command.bench.load;

import dev.parlando.command.bench.result.StreamResult;
import dev.parlando.command.console.FailureReporter;
import dev.parlando.error.ParlandoException;
import dev.parlando.speech.CallOptions;
import dev.parlando.speech.Chunk;
import dev.parlando.speech.ChunkAction;
import dev.parlando.speech.ChunkHandler;
import dev.parlando.speech.LiveText;
import dev.parlando.speech.SpeechResponse;
import dev.parlando.speech.SpeechResult;
import dev.parlando.speech.SpeechStream;
import dev.parlando.telemetry.Timeline;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Streams whose audio is decoded, but not played. */
final class StreamedLoad implements StreamStarter {
    /** The event of the connection precedes the response, but arrives on another thread. */
    private static final long EVENT_MILLIS = 200;

    private final EngineSupply engines;
    private final @Nullable LiveWords live;
    private final RunningStreams running = new RunningStreams();

    /**
     * Creates the load.
     *
     * @param live writes the texts, or null to send them whole
     */
    StreamedLoad(EngineSupply engines, @Nullable LiveWords live) {
        this.engines = engines;
        this.live = live;
    }

    @Override
    public CompletableFuture<StreamResult> start(
            PlannedStream stream, long runStartNanos, @Nullable Long intendedNanos) {
        return engines.lease(stream.region()).thenCompose(lease -> start(stream, lease, runStartNanos, intendedNanos)
                .whenComplete((result, failure) -> lease.release().run()));
    }

    private CompletableFuture<StreamResult> start(
            PlannedStream stream, EngineLease lease, long runStartNanos, @Nullable Long intendedNanos) {
        StreamProbe probe = new StreamProbe(stream.request().outputFormat());
        Timeline timeline = CallOptions.startTimeline();
        StreamMeasurement measurement =
                new StreamMeasurement(stream, live != null, runStartNanos, intendedNanos, System.nanoTime());
        SpeechStream speech;
        try {
            speech = open(lease, stream, new ProbeHandler(probe, timeline), timeline);
        } catch (ParlandoException refused) {
            return CompletableFuture.completedFuture(measurement.refused(timeline, refused));
        }
        Runnable cancellation = speech::cancel;
        running.add(cancellation);
        return speech.completion()
                .handle(End::new)
                .thenCompose(end -> withNameLookup(measurement, lease, probe).thenApply(unused -> {
                    running.remove(cancellation);
                    return measurement.result(timeline, probe, null, end.failure(), end.cancelled());
                }))
                .toCompletableFuture();
    }

    private SpeechStream open(EngineLease lease, PlannedStream stream, ChunkHandler handler, Timeline timeline) {
        CallOptions options = CallOptions.DEFAULT.withTimeline(timeline);
        if (live == null) {
            return lease.source().stream(stream.request(), handler, options);
        }
        LiveText text = LiveWords.textOf(stream.request());
        SpeechStream speech = lease.source().stream(text, handler, options);
        live.write(text, stream.request().text());
        return speech;
    }

    /** Waits for the name lookup of a stream that has opened the only connection of its engine. */
    static CompletionStage<?> withNameLookup(StreamMeasurement measurement, EngineLease lease, StreamProbe probe) {
        SpeechResponse response = probe.response();
        CompletableFuture<Long> nanos = lease.nameLookupNanos();
        return nanos == null || response == null || response.connectionReused()
                ? CompletableFuture.completedFuture(null)
                : nanos.completeOnTimeout(0L, EVENT_MILLIS, TimeUnit.MILLISECONDS)
                        .thenAccept(measurement::nameLookup);
    }

    @Override
    public void cancel() {
        running.cancelAll();
    }

    @Override
    public void close() {
        if (live != null) {
            live.close();
        }
        engines.close();
    }

    /** The end of a stream. */
    private record End(@Nullable SpeechResult result, @Nullable Throwable thrown) {
        boolean cancelled() {
            return result != null && result.cancelled();
        }

        @Nullable
        Throwable failure() {
            return thrown == null ? null : FailureReporter.unwrap(thrown);
        }
    }

    /** Passes the audio to the probe, on the ring thread. */
    private record ProbeHandler(StreamProbe probe, Timeline timeline) implements ChunkHandler {
        @Override
        public void onResponse(SpeechResponse response) {
            probe.onResponse(response);
        }

        @Override
        public ChunkAction onChunk(Chunk chunk) {
            probe.onAudio(chunk.toByteBuffer(), timeline);
            return ChunkAction.CONTINUE;
        }

        @Override
        public void onEnd(SpeechResult result) {
            if (!result.cancelled()) {
                probe.onEnd(timeline);
            }
        }
    }
}
