package dev.parlando.telemetry;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A connection in the events about it. Immutable.
 *
 * @param number number of the connection within the engine, from 1
 * @param address host and port of the service
 * @param protocol {@code h2}, {@code h2c} or {@code http/1.1}
 * @param tlsVersion such as {@code TLSv1.3}; null without TLS
 */
public record ConnectionInfo(long number, String address, String protocol, @Nullable String tlsVersion) {
    public ConnectionInfo {
        Objects.requireNonNull(address, "address");
        Objects.requireNonNull(protocol, "protocol");
    }
}
