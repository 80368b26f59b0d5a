package dev.parlando.internal.websocket;

import java.net.SocketAddress;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A client's request to open a connection. Immutable.
 *
 * @param target path and query as sent, such as {@code /media?id=7}
 * @param headers the values of each header, whose name is in lower case
 * @param remoteAddress address of the client, or of a proxy in front of the server
 * @param secure whether the connection uses TLS
 */
public record WebSocketRequest(
        String target, Map<String, List<String>> headers, SocketAddress remoteAddress, boolean secure) {
    /** Copies the headers. */
    public WebSocketRequest {
        headers = Map.copyOf(headers);
    }

    /** Returns the path, without the query. */
    public String path() {
        int query = target.indexOf('?');
        return query < 0 ? target : target.substring(0, query);
    }

    /** Returns the first value of a header; null if there is none. */
    public @Nullable String header(String name) {
        List<String> values = headers.getOrDefault(name.toLowerCase(Locale.ROOT), List.of());
        return values.isEmpty() ? null : values.get(0);
    }

    /** Returns whether the client offers a subprotocol. */
    public boolean offersSubprotocol(String name) {
        return headers.getOrDefault("sec-websocket-protocol", List.of()).stream()
                .flatMap(value -> List.of(value.split(",", -1)).stream())
                .anyMatch(offered -> offered.strip().equals(name));
    }

    /** Omits the query and the headers, which may hold secrets. */
    @Override
    public String toString() {
        return "WebSocketRequest[" + path() + " from " + remoteAddress + "]";
    }
}
