package dev.parlando.offline.api;

import dev.parlando.offline.account.OfflineApiKey;
import dev.parlando.offline.json.JsonBody;
import dev.parlando.offline.json.JsonReader;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.QueryStringDecoder;
import java.net.InetAddress;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Holds what a client asks for, as a route needs it. Confined to the event loop, and to the time until the request has
 * been read.
 */
public final class ApiCall {
    private final FullHttpRequest request;
    private final Map<String, List<String>> query;
    private final List<String> pathVariables;
    private final InetAddress clientAddress;
    private @Nullable OfflineApiKey key;

    /**
     * Describes a request.
     *
     * @param request header and body
     * @param pathVariables what the path names where its route has a gap
     * @param clientAddress where it comes from
     */
    ApiCall(FullHttpRequest request, List<String> pathVariables, InetAddress clientAddress) {
        this.request = request;
        this.query = new QueryStringDecoder(request.uri()).parameters();
        this.pathVariables = pathVariables;
        this.clientAddress = clientAddress;
    }

    /** Returns what the path names in its n-th gap. */
    public String pathVariable(int index) {
        return pathVariables.get(index);
    }

    public Map<String, List<String>> query() {
        return query;
    }

    /** Returns the first value of a parameter of the query. */
    @Nullable
    String queryParameter(String name) {
        List<String> values = query.get(name);
        return values == null ? null : values.get(0);
    }

    /** Returns a reader of the first value of each parameter of the query. */
    public JsonReader queryReader() {
        return JsonReader.of(firstValues(query), "query");
    }

    /** Returns a reader of the JSON object in the body. */
    public JsonReader bodyReader() {
        return JsonReader.of(JsonBody.parse(body()), "body");
    }

    /** Returns the body; it can be read once. */
    public byte[] body() {
        byte[] body = new byte[request.content().readableBytes()];
        request.content().readBytes(body);
        return body;
    }

    InetAddress clientAddress() {
        return clientAddress;
    }

    /** Returns the key as the client sent it; null also if it sent an empty one, as the official clients do without. */
    @Nullable
    String presentedKey() {
        String keyHeader = request.headers().get("xi-api-key");
        return keyHeader == null || keyHeader.isEmpty() ? null : keyHeader;
    }

    /** Takes note of the key that let the request in. */
    void authenticatedAs(OfflineApiKey admitting) {
        key = admitting;
    }

    /** Returns the key that let the request in. */
    public OfflineApiKey key() {
        return Objects.requireNonNull(key, "the route is open");
    }

    public static Map<String, @Nullable Object> firstValues(Map<String, List<String>> query) {
        Map<String, @Nullable Object> first = new LinkedHashMap<>();
        query.forEach((name, values) -> first.put(name, values.get(0)));
        return first;
    }
}
