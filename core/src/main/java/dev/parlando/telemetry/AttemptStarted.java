package dev.parlando.telemetry;

import java.util.Objects;

/**
 * Event that reports an attempt, which first waits for a permit. Immutable.
 *
 * @param attempt number of the attempt, from 1
 */
public record AttemptStarted(StreamInfo stream, int attempt) {
    public AttemptStarted {
        Objects.requireNonNull(stream, "stream");
    }
}
