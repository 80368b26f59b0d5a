package dev.parlando.internal.connect;

import dev.parlando.internal.origin.Origin;
import dev.parlando.network.Proxy;
import dev.parlando.network.Timeouts;
import io.netty.util.NetUtil;
import java.net.InetSocketAddress;
import org.jspecify.annotations.Nullable;

/**
 * The route to one origin, shared by all attempts to connect. Immutable.
 *
 * @param origin target of the connections
 * @param proxy proxy on the route; null for none
 * @param timeouts limits of the phases
 * @param resolver resolves host names
 * @param tls client side of TLS; null for no TLS
 * @param tcpKeepAlive keep-alive of the TCP connections
 */
record Route(
        Origin origin,
        @Nullable Proxy proxy,
        Timeouts timeouts,
        NameLookup.Resolver resolver,
        @Nullable ClientTls tls,
        TcpKeepAlive tcpKeepAlive) {
    /** Returns the host of the TCP connection. */
    String tcpHost() {
        return proxy == null ? origin.host() : proxy.host();
    }

    /** Returns the port of the TCP connection. */
    int tcpPort() {
        return proxy == null ? origin.port() : proxy.port();
    }

    /** Returns host and port of the origin; a name is not resolved. */
    InetSocketAddress originAddress() {
        String host = origin.host();
        return NetUtil.isValidIpV4Address(host) || NetUtil.isValidIpV6Address(host)
                ? new InetSocketAddress(host, origin.port())
                : InetSocketAddress.createUnresolved(host, origin.port());
    }

    /** Returns the target of the TCP connection, for messages. */
    String tcpAddress() {
        return proxy == null
                ? origin.address()
                : "the proxy " + NetUtil.toSocketAddressString(proxy.host(), proxy.port());
    }
}
