package dev.parlando.telemetry;

import java.util.Objects;

/**
 * Event that reports the arrival of the first byte of audio. Immutable.
 *
 * @param nanos time since the call of the engine, in nanoseconds
 */
public record FirstByte(StreamInfo stream, long nanos) {
    public FirstByte {
        Objects.requireNonNull(stream, "stream");
    }
}
