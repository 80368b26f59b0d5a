package dev.parlando.telemetry;

import java.util.Objects;

/**
 * Event that reports a connection that is ready for requests. Immutable.
 *
 * @param nameLookupNanos time of the name lookup; with a proxy, that of the proxy's name
 * @param tcpNanos time until TCP was established, including the tunnel through a proxy
 * @param tlsNanos time of the TLS handshake; 0 without TLS
 */
public record ConnectionOpened(ConnectionInfo connection, long nameLookupNanos, long tcpNanos, long tlsNanos) {
    public ConnectionOpened {
        Objects.requireNonNull(connection, "connection");
    }
}
