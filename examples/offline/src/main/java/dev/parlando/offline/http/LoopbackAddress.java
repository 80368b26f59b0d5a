package dev.parlando.offline.http;

import dev.parlando.error.InvalidRequestException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;

/** A check that the offline server listens on a loopback address only. */
public final class LoopbackAddress {
    private static final int MAX_PORT = 65_535;

    private LoopbackAddress() {}

    /**
     * Resolves the address to listen on.
     *
     * @throws InvalidRequestException if the host is not a loopback address, or the port is out of range
     */
    public static InetSocketAddress of(String host, int port) {
        if (port < 0 || port > MAX_PORT) {
            throw new InvalidRequestException("port", port + " is outside 0 to " + MAX_PORT + "; 0 means any free one");
        }
        return new InetSocketAddress(loopback(host), port);
    }

    private static InetAddress loopback(String host) {
        try {
            InetAddress address = InetAddress.getByName(host);
            if (address.isLoopbackAddress()) {
                return address;
            }
        } catch (UnknownHostException e) {
            throw new InvalidRequestException("host", "'" + host + "' is not known; use 127.0.0.1, ::1 or localhost");
        }
        throw new InvalidRequestException(
                "host",
                "'" + host + "' can be reached from other machines; the offline voice listens on 127.0.0.1, ::1 or"
                        + " localhost only");
    }
}
