package dev.parlando.internal.websocket;

import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * The response to a {@link WebSocketRequest}. Immutable.
 *
 * @param status 101 to accept, or another HTTP status to refuse
 * @param reason body of a refusal
 * @param listener receiver of the messages; null for a refusal
 * @param subprotocol the selected subprotocol; null for none
 */
public record WebSocketUpgrade(
        int status, String reason, @Nullable WebSocketListener listener, @Nullable String subprotocol) {
    private static final int SWITCHING_PROTOCOLS = 101;

    /** Accepts the connection. */
    public static WebSocketUpgrade accept(WebSocketListener listener, @Nullable String subprotocol) {
        return new WebSocketUpgrade(SWITCHING_PROTOCOLS, "", listener, subprotocol);
    }

    /** Refuses the connection with an HTTP status, before there is a connection. */
    public static WebSocketUpgrade refuse(int status, String reason) {
        return new WebSocketUpgrade(status, reason, null, null);
    }

    /** A decision about requests. */
    @FunctionalInterface
    public interface Acceptor {
        /**
         * Decides about a request. Called on the event loop; a decision of user code completes the stage later, on
         * another thread.
         */
        CompletionStage<WebSocketUpgrade> decide(WebSocketRequest request);
    }
}
