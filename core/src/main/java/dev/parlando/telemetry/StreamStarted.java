package dev.parlando.telemetry;

import java.util.Objects;

/** Event that reports a call for speech. Immutable. */
public record StreamStarted(StreamInfo stream) {
    public StreamStarted {
        Objects.requireNonNull(stream, "stream");
    }
}
