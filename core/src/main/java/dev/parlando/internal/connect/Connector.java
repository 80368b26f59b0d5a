package dev.parlando.internal.connect;

import io.netty.channel.EventLoop;

/**
 * Opens channels to one origin: TCP, the way through a proxy, and TLS with ALPN; in the clear HTTP/2 with prior knowledge is
 * spoken.
 *
 * <p>Threading: immutable; its work runs on the event loop that is passed in, but for the look-up of names, which blocks
 * and so has a short-lived thread of its own.
 */
public final class Connector {
    private final Route route;

    /**
     * Prepares for connections to one origin.
     *
     * @throws dev.parlando.error.InvalidRequestException if the base URL or what is to be trusted cannot be used
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

    /** Returns where the connections go. */
    public Origin origin() {
        return route.origin();
    }

    /** Starts to open a channel and tells the listener the outcome later; call it on the loop. */
    public ConnectAttempt connect(EventLoop loop, ConnectListener listener) {
        ConnectProcess attempt = new ConnectProcess(route, loop, listener);
        loop.execute(attempt::start);
        return attempt;
    }

    /** Returns the words of the innermost cause, which are the ones that say something. */
    public static String rootCauseMessage(Throwable failure) {
        Throwable root = failure;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        String message = root.getMessage();
        return message == null ? root.getClass().getSimpleName() : message;
    }
}
