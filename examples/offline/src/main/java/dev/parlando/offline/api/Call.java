package dev.parlando.offline.api;

import dev.parlando.offline.account.ApiKey;
import dev.parlando.offline.json.Fields;
import dev.parlando.offline.json.JsonBody;
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
public final class Call {
    private final FullHttpRequest request;
    private final Map<String, List<String>> query;
    private final List<String> variables;
    private final InetAddress client;
    private @Nullable ApiKey key;

    /**
     * Describes a request.
     *
     * @param request header and body
     * @param variables what the path names where its route has a gap
     * @param client where it comes from
     */
    Call(FullHttpRequest request, List<String> variables, InetAddress client) {
        this.request = request;
        this.query = new QueryStringDecoder(request.uri()).parameters();
        this.variables = variables;
        this.client = client;
    }

    /** Returns what the path names in its n-th gap. */
    public String variable(int index) {
        return variables.get(index);
    }

    public Map<String, List<String>> query() {
        return query;
    }

    /** Returns the first value of a parameter of the query. */
    @Nullable
    String parameter(String name) {
        List<String> values = query.get(name);
        return values == null ? null : values.get(0);
    }

    /** Returns a reader of the first value of each parameter of the query. */
    public Fields parameters() {
        return Fields.of(first(query), "query");
    }

    /** Returns a reader of the JSON object in the body. */
    public Fields fields() {
        return Fields.of(JsonBody.read(body()), "body");
    }

    /** Returns the body; it can be read once. */
    public byte[] body() {
        byte[] body = new byte[request.content().readableBytes()];
        request.content().readBytes(body);
        return body;
    }

    InetAddress client() {
        return client;
    }

    /** Returns the key as the client sent it; null also if it sent an empty one, as the official clients do without. */
    @Nullable
    String offeredKey() {
        String offered = request.headers().get("xi-api-key");
        return offered == null || offered.isEmpty() ? null : offered;
    }

    /** Takes note of the key that let the request in. */
    void admittedBy(ApiKey admitting) {
        key = admitting;
    }

    /** Returns the key that let the request in. */
    public ApiKey key() {
        return Objects.requireNonNull(key, "the route is open");
    }

    public static Map<String, @Nullable Object> first(Map<String, List<String>> query) {
        Map<String, @Nullable Object> first = new LinkedHashMap<>();
        query.forEach((name, values) -> first.put(name, values.get(0)));
        return first;
    }
}
