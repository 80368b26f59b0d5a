package dev.parlando.internal.live.socket;

/** An opener of WebSockets. */
@FunctionalInterface
interface SocketDialer {
    /**
     * Starts to open a WebSocket for a connection, and reports to it later. Called on the event loop, as the methods of
     * the connection are.
     */
    void dial(SocketConnection connection);
}
