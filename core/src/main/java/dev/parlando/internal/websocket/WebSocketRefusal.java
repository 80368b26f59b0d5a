package dev.parlando.internal.websocket;

import dev.parlando.error.ParlandoException;
import dev.parlando.error.RequestRejectedException;
import dev.parlando.error.ServiceError;
import java.nio.charset.StandardCharsets;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** A converter of the HTTP response with which a server refuses a connection. Called on the event loop. */
@FunctionalInterface
public interface WebSocketRefusal {
    /** The error with the start of the body as its reason. */
    WebSocketRefusal PLAIN = WebSocketRefusal::plain;

    /**
     * Returns the error.
     *
     * @param address host and port of the server
     * @param status HTTP status
     * @param body body of the response; empty if it is too long
     * @param header returns the value of a header field, or null if it is absent
     */
    ParlandoException toException(String address, int status, byte[] body, UnaryOperator<@Nullable String> header);

    private static ParlandoException plain(
            String address, int status, byte[] body, UnaryOperator<@Nullable String> header) {
        String text = new String(body, StandardCharsets.UTF_8).strip();
        String reason = text.substring(0, Math.min(text.length(), 200));
        return new RequestRejectedException(
                address + " refused the WebSocket connection with HTTP status " + status
                        + (reason.isEmpty() ? "" : ": " + reason.replaceAll("\\p{Cntrl}", " ")),
                new ServiceError(status, null, null, null, reason, null, null, null),
                status >= 500);
    }
}
