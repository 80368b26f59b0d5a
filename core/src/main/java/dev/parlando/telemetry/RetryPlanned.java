package dev.parlando.telemetry;

import java.util.Objects;

/**
 * Event that reports that a failed attempt will be followed by another. Immutable.
 *
 * @param attempt number of the failed attempt
 * @param delayNanos delay of the next attempt; 0 if it only waits for a permit or for another key
 */
public record RetryPlanned(StreamInfo stream, int attempt, long delayNanos) {
    public RetryPlanned {
        Objects.requireNonNull(stream, "stream");
    }
}
