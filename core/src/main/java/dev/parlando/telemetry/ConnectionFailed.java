package dev.parlando.telemetry;

import dev.parlando.error.ParlandoException;
import java.util.Objects;

/**
 * Event that reports that a connection could not be opened. Immutable.
 *
 * @param address host and port of the service
 * @param elapsedNanos time from the start of the attempt to its failure
 */
public record ConnectionFailed(String address, ParlandoException failure, long elapsedNanos) {
    public ConnectionFailed {
        Objects.requireNonNull(address, "address");
        Objects.requireNonNull(failure, "failure");
    }
}
