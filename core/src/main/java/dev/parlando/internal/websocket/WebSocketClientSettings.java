package dev.parlando.internal.websocket;

import dev.parlando.error.InvalidRequestException;
import dev.parlando.internal.connect.ConnectSettings;
import dev.parlando.internal.origin.Authority;
import dev.parlando.internal.origin.Origin;
import dev.parlando.network.Proxy;
import dev.parlando.network.Timeouts;
import java.net.URI;
import java.nio.file.Path;
import java.util.Locale;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/**
 * The settings of a client for one server. Immutable.
 *
 * @param server URL with the scheme {@code ws} or {@code wss}; its path and query are ignored
 * @param proxy proxy of the connections; null for none
 * @param trustedCertificates PEM file of the only issuers to trust; null for those of the JDK
 * @param sslContext TLS context to use instead; null for none
 * @param timeouts limits on the name lookup, TCP and TLS
 * @param connection limits of each connection
 */
public record WebSocketClientSettings(
        URI server,
        @Nullable Proxy proxy,
        @Nullable Path trustedCertificates,
        @Nullable SSLContext sslContext,
        Timeouts timeouts,
        WebSocketSettings connection) {
    private static final int WS_PORT = 80;
    private static final int WSS_PORT = 443;

    /** Returns settings without a proxy, with the trust of the JDK and the default limits. */
    public static WebSocketClientSettings of(URI server) {
        return new WebSocketClientSettings(server, null, null, null, Timeouts.DEFAULT, WebSocketSettings.DEFAULT);
    }

    ConnectSettings connect() {
        return new ConnectSettings(origin(), proxy, trustedCertificates, sslContext, timeouts);
    }

    /**
     * Returns the target of the connections.
     *
     * @throws InvalidRequestException if the URL is not one of a WebSocket server
     */
    Origin origin() {
        String scheme = server.getScheme() == null ? "" : server.getScheme().toLowerCase(Locale.ROOT);
        boolean secure = scheme.equals("wss");
        if (!secure && !scheme.equals("ws")) {
            throw new InvalidRequestException("url", "needs the scheme ws or wss");
        }
        Authority authority = Authority.of(server).orElseThrow(() -> new InvalidRequestException("url", "has no host"));
        int defaultPort = secure ? WSS_PORT : WS_PORT;
        return new Origin(secure, authority.host(), authority.port() < 0 ? defaultPort : authority.port(), "");
    }

    /** Returns the URL without its path and query, which may hold a secret. */
    @Override
    public String toString() {
        return "WebSocketClientSettings[" + origin().address() + "]";
    }
}
