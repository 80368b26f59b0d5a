package dev.parlando.internal.live.socket;

/** The sending half of an open WebSocket. Called on the event loop; must not block. */
interface SocketLink {
    /** Sends a text message. */
    void send(byte[] json);

    /** Lets the connection read, or not, so that its unread messages wait at the service. */
    void setReading(boolean reading);

    /** Sends the messages so far and closes. */
    void close();
}
