package dev.parlando.command.bench.load;

import dev.parlando.command.bench.result.Stage;
import dev.parlando.command.bench.result.StreamResult;
import dev.parlando.command.console.FailureReporter;
import dev.parlando.error.ErrorCategory;
import dev.parlando.error.ParlandoException;
import dev.parlando.speech.SpeechResponse;
import dev.parlando.telemetry.Timeline;
import dev.parlando.telemetry.TimelineEvent;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The times of one stream, and their conversion to a result.
 *
 * <p>Confined to one thread at a time.
 */
final class StreamMeasurement {
    /** Outcome of a stream that the end of the run cancelled. */
    static final String CANCELLED = "cancelled";

    private final PlannedStream stream;
    private final boolean live;
    private final long runStartNanos;
    private final @Nullable Long intendedNanos;
    private final long startedNanos;
    private @Nullable Long nameLookupNanos;

    /** The played part of a stream: the silence that was played before the onset, and the gaps. */
    record Heard(long trimmedMicros, int underruns) {}

    /**
     * Creates the measurement of a stream that starts now.
     *
     * @param intendedNanos planned start, or null for now
     */
    StreamMeasurement(
            PlannedStream stream, boolean live, long runStartNanos, @Nullable Long intendedNanos, long startedNanos) {
        this.stream = stream;
        this.live = live;
        this.runStartNanos = runStartNanos;
        this.intendedNanos = intendedNanos;
        this.startedNanos = startedNanos;
    }

    /** Sets the time of the name lookup of the connection that the stream opened. */
    void nameLookup(long nanos) {
        nameLookupNanos = nanos;
    }

    /** Returns the result of a stream that was refused before it started. */
    StreamResult refused(Timeline timeline, Throwable failure) {
        return result(timeline, new StreamProbe(stream.request().outputFormat()), null, failure, false);
    }

    /**
     * Returns the result of a stream that has ended.
     *
     * @param heard the playback; null if the stream was not played
     * @param failure null if the stream completed or was cancelled
     */
    StreamResult result(
            Timeline timeline,
            StreamProbe probe,
            @Nullable Heard heard,
            @Nullable Throwable failure,
            boolean cancelled) {
        StageTimes stages = new StageTimes(timeline, live);
        long intendedMicros = intendedMicros();
        if (intendedNanos != null) {
            stages.addSchedule(Math.max(0, startedMicros() - intendedMicros));
        }
        if (nameLookupNanos != null) {
            stages.separateNameLookup(nameLookupNanos);
        }
        SpeechResponse response = probe.response();
        if (response != null && response.serverLatencyMillis() != null) {
            stages.separateServer(response.serverLatencyMillis());
        }
        Long ttfb = orNull(stages.untilMicros(TimelineEvent.FIRST_BYTE) < 0 ? -1 : stages.sumMicros());
        Long ttfa = ttfb == null ? null : addAudible(stages, timeline, probe, heard);
        Long ear = ttfa == null || heard == null ? null : addDevice(stages);
        Throwable error = failure == null ? probe.failure() : failure;
        return new StreamResult(
                stream.index(),
                stream.group(),
                stream.text(),
                stream.characters(),
                intendedMicros,
                startedMicros(),
                error != null ? category(error) : cancelled ? CANCELLED : StreamResult.COMPLETED,
                error == null ? null : FailureReporter.describe(error),
                response == null ? "" : response.protocol(),
                response != null && response.connectionReused(),
                stages.toMap(),
                ttfb,
                ttfa,
                ear,
                orNull(stages.untilMicros(TimelineEvent.LAST_BYTE)),
                probe.audioMicros(),
                probe.gapsMicros(),
                heard == null ? 0 : heard.underruns());
    }

    /** Adds decoding and silence; returns the sum, or null if no sample was audible. */
    private static @Nullable Long addAudible(
            StageTimes stages, Timeline timeline, StreamProbe probe, @Nullable Heard heard) {
        Long decodedNanos = heard == null
                ? probe.firstDecodedNanos()
                : timeline.nanos(TimelineEvent.FIRST_PCM).stream()
                        .boxed()
                        .findFirst()
                        .orElse(null);
        if (decodedNanos == null) {
            return null;
        }
        stages.addUntil(Stage.FIRST_DECODED, decodedNanos);
        Long silence = probe.silenceMicros();
        if (silence == null) {
            return null;
        }
        long removed = heard == null ? probe.encoderDelayMicros() : heard.trimmedMicros();
        stages.addLength(Stage.LEADING_SILENCE, Math.max(0, silence - removed));
        return stages.sumMicros();
    }

    /** Adds the time from the first decoded sample to the first played one; returns the sum, or null if none was played. */
    private static @Nullable Long addDevice(StageTimes stages) {
        long heardMicros = stages.untilMicros(TimelineEvent.FIRST_HEARD);
        if (heardMicros < 0) {
            return null;
        }
        long decodedMicros = stages.untilMicros(TimelineEvent.FIRST_PCM);
        stages.addLength(Stage.DEVICE, Math.max(0, heardMicros - decodedMicros));
        return stages.sumMicros();
    }

    private long startedMicros() {
        return (startedNanos - runStartNanos) / 1000;
    }

    private long intendedMicros() {
        return intendedNanos == null ? startedMicros() : (intendedNanos - runStartNanos) / 1000;
    }

    private static @Nullable Long orNull(long micros) {
        return micros < 0 ? null : Long.valueOf(micros);
    }

    private static String category(Throwable failure) {
        ErrorCategory category = failure instanceof ParlandoException known ? known.category() : ErrorCategory.INTERNAL;
        return category.name().toLowerCase(Locale.ROOT);
    }
}
