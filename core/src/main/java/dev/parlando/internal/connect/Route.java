package dev.parlando.internal.connect;

import dev.parlando.network.Proxy;
import dev.parlando.network.Timeouts;
import io.netty.util.NetUtil;
import org.jspecify.annotations.Nullable;

/**
 * Holds what all attempts to reach one origin have in common. Immutable.
 *
 * @param origin where the connections end
 * @param proxy what they go through; null for nothing
 * @param timeouts limits of the phases
 * @param resolver finds addresses
 * @param tls the client's side of TLS; null for no TLS
 */
record Route(Origin origin, @Nullable Proxy proxy, Timeouts timeouts, NameResolver resolver, @Nullable ClientTls tls) {
    /** Returns the host that TCP is opened to. */
    String tcpHost() {
        return proxy == null ? origin.host() : proxy.host();
    }

    /** Returns the port that TCP is opened to. */
    int tcpPort() {
        return proxy == null ? origin.port() : proxy.port();
    }

    /** Returns what TCP is opened to, for people. */
    String tcpAddress() {
        return proxy == null
                ? origin.address()
                : "the proxy " + NetUtil.toSocketAddressString(proxy.host(), proxy.port());
    }
}
