package dev.parlando.audio.telephony.carrier;

import java.nio.ByteBuffer;

/**
 * The sending side of a WebSocket connection to a carrier. Implement it to use the WebSocket server of a framework
 * instead of a {@link CarrierServer}; the package description shows how.
 *
 * <p>Threading: called from any thread, by several threads one after another. The methods must not block, since a pace
 * thread that serves all calls is among the callers.
 */
public interface CarrierSocket {
    /** Sends a text message in UTF-8. The bytes are valid only during the call, and their position must stay. */
    void sendText(ByteBuffer utf8);

    /** Sends a binary message. The bytes are valid only during the call, and their position must stay. */
    void sendBinary(ByteBuffer bytes);

    /** Called after the last message of a step; may send the messages that were collected until then. */
    default void flush() {}

    /** Returns whether the peer keeps up, so that more audio may be sent. */
    default boolean isWritable() {
        return true;
    }

    /**
     * Closes the connection after the messages that were sent.
     *
     * @param code status code of the close frame (RFC 6455, section 7.4)
     * @param reason reason of the close frame
     */
    void close(int code, String reason);
}
