package dev.parlando.internal.websocket;

import java.nio.ByteBuffer;

/**
 * The receiver of one connection's messages, which is code of the library.
 *
 * <p>Threading: all methods are called on the event loop of the connection, so they must not block or run code of users.
 * An exception closes this connection with code 1011.
 */
public interface WebSocketListener {
    /** Called once, before any other method. Messages may be sent from now on. */
    default void onOpen(WebSocketConnection connection) {}

    /** Called with a whole text message in valid UTF-8. The bytes are valid only during the call. */
    void onText(ByteBuffer utf8);

    /** Called with a whole binary message. The bytes are valid only during the call. */
    void onBinary(ByteBuffer bytes);

    /** Called when the connection is writable again, after {@link WebSocketConnection#isWritable()} returned false. */
    default void onWritable() {}

    /** Called once, as the last call, when the connection closes for any reason. */
    void onClose(WebSocketClose close);
}
