package dev.parlando.audio.telephony.carrier;

import dev.parlando.internal.websocket.WebSocketRequest;
import java.net.SocketAddress;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A request to open the WebSocket of a call, before there is a connection. Immutable. */
public final class CarrierRequest {
    private final WebSocketRequest request;

    CarrierRequest(WebSocketRequest request) {
        this.request = request;
    }

    /** Returns path and query as sent, such as {@code /calls/7f3a?x=1}. */
    public String target() {
        return request.target();
    }

    /** Returns the path as sent, without the query. */
    public String path() {
        return request.path();
    }

    /** Returns the first value of a header; null if there is none. Upper and lower case are equal in names. */
    public @Nullable String header(String name) {
        return request.header(Objects.requireNonNull(name, "name"));
    }

    /** Returns the subprotocol if the client offers it; otherwise null. */
    @Nullable
    String offered(@Nullable String subprotocol) {
        return subprotocol != null && request.offersSubprotocol(subprotocol) ? subprotocol : null;
    }

    /** Returns the address of the client, or of a proxy in front of the server. */
    public SocketAddress remoteAddress() {
        return request.remoteAddress();
    }

    /** Omits the query and the headers, which may hold secrets. */
    @Override
    public String toString() {
        return "CarrierRequest[" + path() + " from " + remoteAddress() + "]";
    }
}
