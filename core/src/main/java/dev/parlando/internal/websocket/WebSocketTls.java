package dev.parlando.internal.websocket;

import dev.parlando.error.InvalidRequestException;
import dev.parlando.internal.event.EnginePool;
import dev.parlando.internal.event.ReadBuffers;
import dev.parlando.internal.websocket.WebSocketServerSettings.Identity;
import io.netty.buffer.ByteBufAllocator;
import io.netty.handler.ssl.ApplicationProtocolConfig;
import io.netty.handler.ssl.ClientAuth;
import io.netty.handler.ssl.IdentityCipherSuiteFilter;
import io.netty.handler.ssl.JdkSslContext;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslHandler;
import java.nio.file.Path;
import java.util.Objects;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;

/**
 * The server side of TLS, without ALPN, since a WebSocket upgrade is HTTP/1.1. The handshake's tasks run on threads of
 * their own, since the key manager of a user may block.
 *
 * <p>Threading: safe for use from any thread.
 */
final class WebSocketTls implements AutoCloseable {
    private static final String[] VERSIONS = {"TLSv1.3", "TLSv1.2"};

    private final SslContext context;
    private final EnginePool tasks = new EnginePool("parlando-tls");

    /**
     * Creates the TLS side of a server.
     *
     * @throws InvalidRequestException if the identity cannot be used
     */
    WebSocketTls(Identity identity) {
        SSLContext given = identity.context();
        context = given != null
                ? new JdkSslContext(
                        given,
                        false,
                        null,
                        IdentityCipherSuiteFilter.INSTANCE,
                        ApplicationProtocolConfig.DISABLED,
                        ClientAuth.NONE,
                        VERSIONS,
                        false)
                : fromFiles(
                        Objects.requireNonNull(identity.certificateChain(), "certificateChain"),
                        Objects.requireNonNull(identity.privateKey(), "privateKey"));
    }

    private static SslContext fromFiles(Path certificateChain, Path privateKey) {
        try {
            return SslContextBuilder.forServer(certificateChain.toFile(), privateKey.toFile())
                    .protocols(VERSIONS)
                    .build();
        } catch (SSLException | IllegalArgumentException e) {
            throw new InvalidRequestException(
                    "tls",
                    certificateChain + " and " + privateKey + " hold no certificate with its key in PEM form: "
                            + e.getMessage());
        }
    }

    SslHandler newHandler(ByteBufAllocator allocator) {
        SslHandler handler = context.newHandler(allocator, tasks);
        ReadBuffers.keepShort(handler);
        handler.setHandshakeTimeoutMillis(0); // The limit on the upgrade includes the handshake.
        return handler;
    }

    /** Waits a short time for the running tasks, and ends the threads. */
    @Override
    public void close() {
        tasks.close();
    }
}
