package dev.parlando.internal.connect;

import io.netty.channel.EventLoop;

/**
 * A factory of channels to one origin. It sets up TCP, the proxy tunnel if there is a proxy, and TLS with ALPN. Without
 * TLS, HTTP/2 is used with prior knowledge.
 *
 * <p>Threading: immutable. Its work runs on the event loop that is passed in. Name resolution blocks, so it runs on a
 * short-lived thread of its own.
 */
public final class Connector {
    private final Route route;

    /**
     * Creates a connector to one origin.
     *
     * @throws dev.parlando.error.InvalidRequestException if the base URL or the trust settings cannot be used
     */
    public Connector(ConnectSettings settings) {
        this(settings, NameResolver.JDK);
    }

    Connector(ConnectSettings settings, NameResolver resolver) {
        Origin origin = Origin.of(settings.baseUri());
        route = new Route(
                origin,
                settings.proxy(),
                settings.timeouts(),
                resolver,
                origin.secure() ? ClientTls.of(settings) : null);
    }

    /** Returns the origin of the connections. */
    public Origin origin() {
        return route.origin();
    }

    /** Starts to open a channel; the listener receives the outcome later. Must be called on the loop. */
    public ConnectAttempt connect(EventLoop loop, ConnectListener listener) {
        ConnectProcess attempt = new ConnectProcess(route, loop, listener);
        loop.execute(attempt::start);
        return attempt;
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
}
