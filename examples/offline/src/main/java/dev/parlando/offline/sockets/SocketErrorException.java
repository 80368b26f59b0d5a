package dev.parlando.offline.sockets;

import dev.parlando.offline.json.HttpErrorException;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** An error that ends a connection: its code and its message. The exception never leaves the package. */
final class SocketErrorException extends RuntimeException {
    private static final long serialVersionUID = 1L;
    /** Statuses of HTTP errors that the sockets report by another code. */
    private static final Set<String> UNAUTHORIZED =
            Set.of("missing_permissions", "ip_not_allowed", "api_key_disabled", "invalid_single_use_token");

    private final String error;
    private final String text;

    SocketErrorException(String error, String text) {
        super(error, null, false, false);
        this.error = error;
        this.text = text;
    }

    /** Returns an error about a message that breaks a rule of the protocol. */
    static SocketErrorException invalid(String text) {
        return new SocketErrorException("invalid_message", text);
    }

    /** Converts an error of the HTTP calls. */
    static SocketErrorException of(HttpErrorException refusal) {
        Object detail = refusal.body().get("detail");
        if (detail instanceof Map<?, ?> members) {
            String status = String.valueOf(members.get("status"));
            return new SocketErrorException(
                    UNAUTHORIZED.contains(status) ? "unauthorized" : status, String.valueOf(members.get("message")));
        }
        if (detail instanceof List<?> problems && problems.get(0) instanceof Map<?, ?> first) {
            return invalid(first.get("loc") + ": " + first.get("msg"));
        }
        return invalid(String.valueOf(detail));
    }

    String error() {
        return error;
    }

    /** Returns the message for the client. */
    String text() {
        return text;
    }
}
