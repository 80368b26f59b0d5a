package dev.parlando.telemetry;

import java.util.Objects;

/**
 * Event that reports the end of a connection. Immutable.
 *
 * @param detail description of the reason, for a log
 * @param openNanos time for which the connection was open
 */
public record ConnectionClosed(ConnectionInfo connection, Reason reason, String detail, long openNanos) {
    public ConnectionClosed {
        Objects.requireNonNull(connection, "connection");
        Objects.requireNonNull(reason, "reason");
        Objects.requireNonNull(detail, "detail");
    }

    /** The reason for which a connection was closed. */
    public enum Reason {
        /** The engine did not need it, such as after a minute without requests. */
        UNUSED,
        /** The peer accepted no new requests, and the last one has ended. */
        DRAINED,
        /** The engine was closed. */
        ENGINE_CLOSED,
        /** The peer closed the connection, or it failed. */
        LOST
    }
}
