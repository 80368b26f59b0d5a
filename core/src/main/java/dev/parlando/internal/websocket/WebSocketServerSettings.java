package dev.parlando.internal.websocket;

import java.nio.file.Path;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/**
 * The settings of a server. Immutable.
 *
 * @param host name or address to listen on
 * @param port TCP port; 0 for any free one
 * @param tls TLS identity; null for cleartext
 * @param maxConnections limit on connections, including those that are not upgraded yet; more are closed immediately
 * @param connection limits of each connection
 */
public record WebSocketServerSettings(
        String host, int port, @Nullable Identity tls, int maxConnections, WebSocketSettings connection) {

    /**
     * The TLS identity of a server: a context with a key, or two files in PEM form. Immutable.
     *
     * @param context context of the user; null for the files
     * @param certificateChain certificate of the server and its issuers; null with a context
     * @param privateKey unencrypted key in PKCS #8; null with a context
     */
    public record Identity(@Nullable SSLContext context, @Nullable Path certificateChain, @Nullable Path privateKey) {}
}
