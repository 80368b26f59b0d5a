package dev.parlando.telemetry;

import dev.parlando.error.ParlandoException;
import java.util.Objects;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * Event that reports the end of a stream. Immutable.
 *
 * @param timeline times of the stream and records of its attempts; a player starts it before the call, and adds the times
 *     of the playback later
 * @param durationNanos time from the call of the engine to the end of the stream
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

    /**
     * Returns the time from the permit of the successful attempt to the first byte of audio, in nanoseconds; empty if
     * there was none.
     */
    public OptionalLong firstByteNanos() {
        return between(TimelineEvent.PERMIT, TimelineEvent.FIRST_BYTE);
    }

    /** Returns the average time from one chunk to the next, in nanoseconds; empty if the stream had no two. */
    public OptionalLong nanosPerChunk() {
        OptionalLong nanos = between(TimelineEvent.FIRST_BYTE, TimelineEvent.LAST_BYTE);
        return nanos.isPresent() && chunks != null && chunks > 1
                ? OptionalLong.of(nanos.getAsLong() / (chunks - 1))
                : OptionalLong.empty();
    }

    private OptionalLong between(TimelineEvent first, TimelineEvent second) {
        OptionalLong start = timeline.nanos(first);
        OptionalLong end = timeline.nanos(second);
        return start.isPresent() && end.isPresent()
                ? OptionalLong.of(end.getAsLong() - start.getAsLong())
                : OptionalLong.empty();
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
