package dev.parlando.internal.exchange;

import dev.parlando.credentials.ApiKey;
import dev.parlando.internal.json.JsonRequest;
import dev.parlando.internal.origin.Origin;
import io.netty.handler.codec.http2.DefaultHttp2Headers;
import io.netty.handler.codec.http2.Http2Headers;
import io.netty.handler.codec.http2.Http2HeadersEncoder.SensitivityDetector;
import io.netty.util.AsciiString;
import org.jspecify.annotations.Nullable;

/** A builder of request headers. Stateless. */
public final class RequestHeaders {
    private static final AsciiString API_KEY = AsciiString.cached("xi-api-key");
    private static final AsciiString USER_AGENT = AsciiString.cached("user-agent");
    private static final AsciiString PRODUCT = AsciiString.cached("parlando");
    private static final AsciiString CONTENT_TYPE = AsciiString.cached("content-type");
    private static final AsciiString ACCEPT = AsciiString.cached("accept");
    private static final AsciiString JSON = AsciiString.cached("application/json");

    /** Keeps the key out of all HPACK tables on the route (RFC 7541, section 7.1.3: never-indexed). */
    public static final SensitivityDetector KEY_IS_SENSITIVE = (name, value) -> API_KEY.contentEqualsIgnoreCase(name);

    private RequestHeaders() {}

    public static Http2Headers post(Origin origin, String path, @Nullable ApiKey key) {
        return common("POST", origin, path, key).set(CONTENT_TYPE, JSON);
    }

    public static Http2Headers json(Origin origin, JsonRequest request, @Nullable ApiKey key) {
        Http2Headers headers =
                common(request.method(), origin, request.path(), key).set(ACCEPT, JSON);
        return request.body() == null ? headers : headers.set(CONTENT_TYPE, JSON);
    }

    private static Http2Headers common(String method, Origin origin, String path, @Nullable ApiKey key) {
        Http2Headers headers = new DefaultHttp2Headers()
                .method(method)
                .scheme(origin.scheme())
                .authority(origin.authority())
                .path(origin.pathPrefix() + path)
                .set(USER_AGENT, PRODUCT);
        if (key != null) {
            headers.set(API_KEY, key.reveal());
        }
        return headers;
    }
}
