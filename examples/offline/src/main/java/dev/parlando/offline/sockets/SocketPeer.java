package dev.parlando.offline.sockets;

/** The client's side of a WebSocket connection. Threading: confined to the event loop, except {@link #execute}. */
public interface SocketPeer {
    /** Runs a task on the event loop, asynchronously. Threading: any thread. */
    void execute(Runnable task);

    /** Sends a text message. */
    void send(byte[] utf8);

    /** Sends a close frame, and closes the connection once the client has answered. */
    void close(int code, String reason);

    /** Cuts the connection without a close frame. */
    void cut();

    /** Returns whether the client has read enough for more audio to be sent. */
    boolean isWritable();
}
