package dev.parlando.offline.sockets;

import dev.parlando.offline.json.JsonReader;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The rules of the messages of one kind of socket. Confined to the event loop. */
interface SocketProtocol {
    /**
     * Processes a message of an authenticated client.
     *
     * @param members the members of the message
     * @param message a reader of the same members
     * @throws SocketErrorException if the message breaks a rule
     */
    void receive(Map<String, @Nullable Object> members, JsonReader message);

    /** Called when the final message of a context has been sent. */
    void contextEnded(OfflineSocketContext context);

    /** Called once when the connection ends; all contexts stop. */
    void closed();

    /** Called when the client has read enough for more audio to be sent. */
    void writable();
}
