package dev.parlando.telemetry;

import java.util.Objects;

/**
 * Event that reports the acceptance or the failure of an attempt. Immutable.
 *
 * @param attempt the wait for the permit, the times and the failure; also part of the timeline of the stream
 */
public record AttemptEnded(StreamInfo stream, AttemptRecord attempt) {
    public AttemptEnded {
        Objects.requireNonNull(stream, "stream");
        Objects.requireNonNull(attempt, "attempt");
    }
}
