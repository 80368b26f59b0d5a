package dev.parlando.telemetry;

import java.util.Objects;

/** Event that reports that the peer accepts no new requests on a connection, such as after a GOAWAY. Immutable. */
public record ConnectionDraining(ConnectionInfo connection) {
    public ConnectionDraining {
        Objects.requireNonNull(connection, "connection");
    }
}
