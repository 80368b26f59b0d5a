package dev.parlando.internal.websocket;

import java.util.concurrent.CompletionStage;

/**
 * The response to an HTTP request that is not an upgrade, on the port of a WebSocket server. Immutable, except for the
 * array, which is not changed after it was passed on.
 *
 * @param status HTTP status
 * @param contentType media type of the body
 * @param body the whole body
 */
@SuppressWarnings("ArrayRecordComponent") // Responses are not compared.
public record PlainExchange(int status, String contentType, byte[] body) {
    /** A responder to requests that are not upgrades. */
    @FunctionalInterface
    public interface Responder {
        /**
         * Responds to a request. Called on the event loop, which it must not block; it completes the stage on any thread.
         * The connection closes after the response.
         */
        CompletionStage<PlainExchange> respond(String method, WebSocketRequest request, byte[] body);
    }
}
