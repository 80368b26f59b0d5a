package dev.parlando.internal.exchange;

import dev.parlando.credentials.ApiKey;
import dev.parlando.internal.json.JsonRequest;
import dev.parlando.internal.origin.Origin;
import io.netty.handler.codec.http2.DefaultHttp2Headers;
import io.netty.handler.codec.http2.Http2Headers;
import io.netty.handler.codec.http2.Http2HeadersEncoder.SensitivityDetector;
import io.netty.util.AsciiString;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A builder of request headers. Stateless. */
public final class RequestHeaders {
    private static final AsciiString API_KEY = AsciiString.cached("xi-api-key");
    private static final AsciiString USER_AGENT = AsciiString.cached("user-agent");
    private static final AsciiString PRODUCT = AsciiString.cached("parlando");
    private static final AsciiString CONTENT_TYPE = AsciiString.cached("content-type");
    private static final AsciiString ACCEPT = AsciiString.cached("accept");
    private static final AsciiString JSON = AsciiString.cached("application/json");

    /** Keeps secrets out of all HPACK tables on the route (RFC 7541, section 7.1.3: never-indexed). */
    public static final SensitivityDetector SECRETS_ARE_SENSITIVE =
            (name, value) -> API_KEY.contentEqualsIgnoreCase(name) || WireLog.isSecret(name);

    private RequestHeaders() {}

    /** Returns the headers of a call with a JSON body, and the extra headers of the caller. */
    public static Http2Headers post(
            Origin origin, String path, @Nullable ApiKey key, Map<String, String> extraHeaders) {
        Http2Headers headers = common("POST", origin, path, key).set(CONTENT_TYPE, JSON);
        extraHeaders.forEach(headers::set);
        return headers;
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
