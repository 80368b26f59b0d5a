package dev.parlando.telemetry;

import dev.parlando.error.ParlandoException;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Event that reports the end of a stream. Immutable.
 *
 * @param timeline times of the stream and records of its attempts; a player adds those of the playback later
 * @param durationNanos time from the call to the end of the stream
 * @param outcome the kind of the end
 * @param failure the error; null unless the stream failed
 * @param bytes encoded audio that the handler received
 * @param chunks number of chunks that the handler received; null if the stream failed
 * @param protocol protocol of the connection; null if there was no response
 * @param requestId id of the request at the service; null if it reported none
 * @param characterCost credits that the service billed; null if it reported none
 */
public record StreamEnded(
        StreamInfo stream,
        Timeline timeline,
        long durationNanos,
        Outcome outcome,
        @Nullable ParlandoException failure,
        long bytes,
        @Nullable Long chunks,
        @Nullable String protocol,
        @Nullable String requestId,
        @Nullable Integer characterCost) {
    public StreamEnded {
        Objects.requireNonNull(stream, "stream");
        Objects.requireNonNull(timeline, "timeline");
        Objects.requireNonNull(outcome, "outcome");
    }

    /** The kind of the end of a stream. */
    public enum Outcome {
        /** All audio was delivered. */
        COMPLETED,
        /** The caller or the handler cancelled the stream. */
        CANCELLED,
        /** The stream failed; {@link ParlandoException#category} classifies the error. */
        FAILED
    }
}
