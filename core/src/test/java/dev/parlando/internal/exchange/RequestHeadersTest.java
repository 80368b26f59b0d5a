package dev.parlando.internal.exchange;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parlando.credentials.ApiKey;
import dev.parlando.internal.json.JsonRequest;
import dev.parlando.internal.origin.Origin;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http2.DefaultHttp2Headers;
import io.netty.handler.codec.http2.DefaultHttp2HeadersEncoder;
import io.netty.handler.codec.http2.Http2Exception;
import io.netty.handler.codec.http2.Http2Headers;
import java.net.URI;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RequestHeadersTest {
    private static final Origin ORIGIN = Origin.of(URI.create("https://proxy.test:8443/speech"));
    private static final ApiKey KEY = ApiKey.of("sk_0123456789abcdef");

    private static Map<String, String> values(Http2Headers headers) {
        Map<String, String> values = new TreeMap<>();
        headers.forEach(header ->
                values.put(header.getKey().toString(), header.getValue().toString()));
        return values;
    }

    @Test
    void buildsJsonPostWithApiKey() {
        assertThat(values(RequestHeaders.post(ORIGIN, "/v1/x?a=b", KEY, Map.of("traceparent", "00-1-2-01"))))
                .containsExactlyInAnyOrderEntriesOf(Map.of(
                        ":method", "POST",
                        ":scheme", "https",
                        ":authority", "proxy.test:8443",
                        ":path", "/speech/v1/x?a=b",
                        "user-agent", "parlando",
                        "content-type", "application/json",
                        "traceparent", "00-1-2-01",
                        "xi-api-key", "sk_0123456789abcdef"));
    }

    @Test
    void buildsJsonGetWithApiKey() {
        assertThat(values(RequestHeaders.json(ORIGIN, JsonRequest.get("/v2/voices"), KEY)))
                .containsExactlyInAnyOrderEntriesOf(Map.of(
                        ":method", "GET",
                        ":scheme", "https",
                        ":authority", "proxy.test:8443",
                        ":path", "/speech/v2/voices",
                        "user-agent", "parlando",
                        "accept", "application/json",
                        "xi-api-key", "sk_0123456789abcdef"));
    }

    @Test
    void omitsKeyHeaderWithoutApiKey() {
        assertThat(values(RequestHeaders.post(ORIGIN, "/", null, Map.of()))).doesNotContainKey("xi-api-key");
        assertThat(values(RequestHeaders.json(ORIGIN, JsonRequest.get("/"), null)))
                .doesNotContainKey("xi-api-key");
    }

    @ParameterizedTest
    @ValueSource(strings = {"xi-api-key", "XI-API-KEY", "authorization", "cookie"})
    void marksSecretsAsSensitive(String name) {
        assertThat(RequestHeaders.SECRETS_ARE_SENSITIVE.isSensitive(name, "value"))
                .isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {":path", "content-type", "xi-api", "user-agent"})
    void marksNoOtherHeaderAsSensitive(String name) {
        assertThat(RequestHeaders.SECRETS_ARE_SENSITIVE.isSensitive(name, "value"))
                .isFalse();
    }

    /** A never-indexed literal starts with the bits 0001 (RFC 7541, section 6.2.3). */
    @Test
    void encodesApiKeyAsNeverIndexedLiteral() throws Http2Exception {
        Http2Headers all = RequestHeaders.post(ORIGIN, "/", KEY, Map.of());
        Http2Headers keyOnly = new DefaultHttp2Headers().add("xi-api-key", all.get("xi-api-key"));
        assertThat(firstByte(keyOnly) & 0xF0).isEqualTo(0x10);
        assertThat(firstByte(new DefaultHttp2Headers().add("x-other", "value")) & 0xF0)
                .as("another header, which may be indexed")
                .isEqualTo(0x40);
    }

    @Test
    void encodesApiKeyIdenticallyEachTime() throws Http2Exception {
        DefaultHttp2HeadersEncoder encoder = new DefaultHttp2HeadersEncoder(RequestHeaders.SECRETS_ARE_SENSITIVE);
        Http2Headers keyOnly = new DefaultHttp2Headers().add("xi-api-key", KEY.reveal());
        assertThat(encode(encoder, keyOnly))
                .as("an indexed header would shrink to a byte")
                .isEqualTo(encode(encoder, keyOnly));
    }

    private static int firstByte(Http2Headers headers) throws Http2Exception {
        String hex = encode(new DefaultHttp2HeadersEncoder(RequestHeaders.SECRETS_ARE_SENSITIVE), headers);
        return Integer.parseInt(hex.substring(0, 2), 16);
    }

    private static String encode(DefaultHttp2HeadersEncoder encoder, Http2Headers headers) throws Http2Exception {
        ByteBuf out = Unpooled.buffer();
        try {
            encoder.encodeHeaders(3, headers, out);
            return ByteBufUtil.hexDump(out);
        } finally {
            out.release();
        }
    }
}
