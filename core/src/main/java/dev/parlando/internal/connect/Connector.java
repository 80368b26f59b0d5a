package dev.parlando.internal.connect;

import dev.parlando.error.ParlandoException;
import io.netty.channel.Channel;
import io.netty.channel.EventLoop;
import org.jspecify.annotations.Nullable;

/**
 * A factory of channels to one origin. It sets up TCP, the proxy tunnel if there is a proxy, and TLS with ALPN. Without
 * TLS, it reports HTTP/2, and the pool finds out whether the server speaks it.
 *
 * <p>Threading: safe for use from any thread. Its work runs on the event loop that is passed in. Name resolution blocks,
 * so it runs on a short-lived thread of its own.
 */
public final class Connector implements AutoCloseable {
    private final Route route;
    private final CleartextProtocol cleartextProtocol = new CleartextProtocol();

    /**
     * Creates a connector to one origin.
     *
     * @throws dev.parlando.error.InvalidRequestException if the trust settings cannot be used
     */
    public Connector(ConnectSettings settings) {
        this(settings, NameLookup.Resolver.JDK);
    }

    Connector(ConnectSettings settings, NameLookup.Resolver resolver) {
        this(settings, resolver, settings.origin().secure() ? ClientTls.of(settings) : null);
    }

    private Connector(ConnectSettings settings, NameLookup.Resolver resolver, @Nullable ClientTls tls) {
        route = new Route(
                settings.origin(), settings.proxy(), settings.timeouts(), resolver, tls, TcpKeepAlive.ofPlatform());
    }

    /**
     * Creates a connector that negotiates HTTP/1.1 over TLS, for WebSocket.
     *
     * @throws dev.parlando.error.InvalidRequestException if the trust settings cannot be used
     */
    public static Connector ofHttp1(ConnectSettings settings) {
        return new Connector(
                settings, NameLookup.Resolver.JDK, settings.origin().secure() ? ClientTls.ofHttp1(settings) : null);
    }

    /** Returns the protocol that all connections without TLS have found. */
    public CleartextProtocol cleartextProtocol() {
        return cleartextProtocol;
    }

    /** Starts to open a channel; the listener receives the outcome later. Must be called on the loop. */
    public ConnectProcess connect(EventLoop loop, Listener listener) {
        ConnectProcess process = new ConnectProcess(route, loop, listener);
        loop.execute(process::start);
        return process;
    }

    /** Ends the threads. Called when no connection is open. */
    @Override
    public void close() {
        ClientTls tls = route.tls();
        if (tls != null) {
            tls.close();
        }
    }

    /** Returns the message of the innermost cause, which is the most specific one. */
    public static String rootCauseMessage(Throwable failure) {
        Throwable root = failure;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        String message = root.getMessage();
        return message == null ? root.getClass().getSimpleName() : message;
    }

    /**
     * A listener for the outcome of an attempt to connect. Called on the event loop, and not after the attempt is
     * cancelled.
     */
    public interface Listener {
        /** Called when the address of the peer, or of the proxy, is known. */
        default void onNameResolved() {}

        /** Called when TCP and the proxy tunnel, if any, are established; TLS comes next, if it is used. */
        void onTcpConnected();

        /**
         * Called on success, as the last call, when TCP, the proxy tunnel and TLS are established, as far as they are used.
         * The listener owns the channel from now on.
         */
        void onConnected(Channel channel, Protocol protocol);

        /** Called on failure, as the last call: there is no connection, and nothing is left open. */
        void onConnectFailed(ParlandoException error);
    }
}
