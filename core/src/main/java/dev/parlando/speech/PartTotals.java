package dev.parlando.speech;

import dev.parlando.internal.event.TimelineRecorder;
import dev.parlando.telemetry.TimelineEvent;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * The totals of the ended parts of a stream: bytes, length, cost and attempts.
 *
 * <p>Threading: owned by the thread that steps the stream.
 */
final class PartTotals {
    private @Nullable SpeechResponse response;
    private @Nullable Integer cost;
    private long bytes;
    private long chunks;
    private double millis;

    /** Adds a part that has ended, and its times to the timeline of the whole stream. */
    void add(SegmentPart part, TimelineRecorder timeline) {
        SpeechResponse headers = part.response();
        if (headers != null) {
            Integer partCost = headers.characterCost();
            if (partCost != null) {
                cost = cost == null ? partCost : Integer.valueOf(cost + partCost);
            }
            if (response == null) {
                response = headers;
            }
        }
        bytes += part.bytes();
        chunks += part.chunks();
        millis += part.lengthMillis();
        timeline.recordAttempts(part.timeline(), part.startNanos());
        OptionalLong lastByte = part.timeline().nanos(TimelineEvent.LAST_BYTE);
        lastByteNanos = lastByte.isPresent() ? lastByte.getAsLong() + part.startNanos() : lastByteNanos;
    }

    private long lastByteNanos = -1;

    /** Marks the events of the first part, up to the first byte. */
    static void markStart(SegmentPart part, TimelineRecorder timeline) {
        timeline.markStart(part.timeline(), part.startNanos());
    }

    /** Marks the arrival of the last byte, if one did. */
    void markLastByte(TimelineRecorder timeline) {
        if (lastByteNanos >= 0) {
            timeline.mark(TimelineEvent.LAST_BYTE, lastByteNanos);
        }
    }

    /** Returns the first response with the cost of all; null if there was none. */
    @Nullable
    SpeechResponse response() {
        SpeechResponse first = response;
        if (first == null) {
            return null;
        }
        return new SpeechResponse(
                first.protocol(),
                first.connectionReused(),
                first.keyFingerprint(),
                first.contentType(),
                first.requestId(),
                first.historyItemId(),
                cost,
                first.currentConcurrentRequests(),
                first.maximumConcurrentRequests(),
                first.workspaceConcurrentRequests(),
                first.region(),
                first.traceId(),
                first.serverLatencyMillis());
    }

    long bytes() {
        return bytes;
    }

    long chunks() {
        return chunks;
    }

    /** Returns the length of the audio, in milliseconds. */
    double millis() {
        return millis;
    }
}
