package dev.parlando.internal.connect;

/** A running attempt to connect. Owned by the event loop that it was started on. */
public interface ConnectAttempt {
    /**
     * Ends the attempt immediately: its sockets are closed and its listener is not called again. Does nothing after the
     * listener has received the outcome. Must be called on the loop.
     */
    void cancel();
}
