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

/** A request as seen by its endpoint. Valid until the request has been read. Threading: confined to the event loop. */
public final class ApiCall {
    private final FullHttpRequest request;
    private final Map<String, List<String>> query;
    private final List<String> pathVariables;
    private final InetAddress clientAddress;
    private @Nullable OfflineApiKey key;

    /**
     * Creates a call.
     *
     * @param request headers and body
     * @param pathVariables the path segments matched by the wildcards of the route
     * @param clientAddress address of the client
     */
    ApiCall(FullHttpRequest request, List<String> pathVariables, InetAddress clientAddress) {
        this.request = request;
        this.query = new QueryStringDecoder(request.uri()).parameters();
        this.pathVariables = pathVariables;
        this.clientAddress = clientAddress;
    }

    /** Returns the path segment matched by the wildcard with the given index. */
    public String pathVariable(int index) {
        return pathVariables.get(index);
    }

    public Map<String, List<String>> query() {
        return query;
    }

    /** Returns the first value of a query parameter. */
    @Nullable
    String queryParameter(String name) {
        List<String> values = query.get(name);
        return values == null ? null : values.get(0);
    }

    /** Returns a reader of the first value of each query parameter. */
    public JsonReader queryReader() {
        return JsonReader.of(firstValues(query), "query");
    }

    /** Returns a reader of the JSON object in the body. */
    public JsonReader bodyReader() {
        return JsonReader.of(JsonBody.parse(body()), "body");
    }

    /** Returns the body. The body can be read once only. */
    public byte[] body() {
        byte[] body = new byte[request.content().readableBytes()];
        request.content().readBytes(body);
        return body;
    }

    InetAddress clientAddress() {
        return clientAddress;
    }

    /**
     * Returns the API key that the client sent. Returns null also for an empty key, which the official clients send
     * when none is set.
     */
    @Nullable
    String presentedKey() {
        String keyHeader = request.headers().get("xi-api-key");
        return keyHeader == null || keyHeader.isEmpty() ? null : keyHeader;
    }

    /** Records the key that admitted the request. */
    void authenticatedAs(OfflineApiKey admitting) {
        key = admitting;
    }

    /** Returns the key that admitted the request. */
    public OfflineApiKey key() {
        return Objects.requireNonNull(key, "the route is open");
    }

    public static Map<String, @Nullable Object> firstValues(Map<String, List<String>> query) {
        Map<String, @Nullable Object> first = new LinkedHashMap<>();
        query.forEach((name, values) -> first.put(name, values.get(0)));
        return first;
    }
}
