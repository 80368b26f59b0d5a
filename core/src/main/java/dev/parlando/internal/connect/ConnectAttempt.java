package dev.parlando.internal.connect;

/** Is an attempt to connect that is under way; owned by the event loop that it was started on. */
public interface ConnectAttempt {
    /**
     * Ends the attempt at once: its sockets are closed and its listener is told nothing more. Does nothing once the
     * listener was told the outcome. On the loop.
     */
    void cancel();
}
