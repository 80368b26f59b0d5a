package dev.parlando.internal.http1;

import dev.parlando.internal.connect.Origin;
import dev.parlando.internal.exchange.Exchange;
import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http.DefaultFullHttpRequest;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http2.Http2Headers;
import io.netty.handler.codec.http2.HttpConversionUtil;
import java.util.Map;

/** A converter between the HTTP/2 headers that exchanges use and HTTP/1.1 messages. Stateless. */
final class Http1Headers {
    private Http1Headers() {}

    /** Returns the HTTP/1.1 request of an exchange. */
    static FullHttpRequest toRequest(Exchange exchange, Origin origin) {
        Http2Headers headers = exchange.requestHeaders(origin);
        byte[] body = exchange.requestBody();
        FullHttpRequest request = new DefaultFullHttpRequest(
                HttpVersion.HTTP_1_1,
                HttpMethod.valueOf(headers.method().toString()),
                headers.path().toString(),
                Unpooled.wrappedBuffer(body));
        for (Map.Entry<CharSequence, CharSequence> header : headers) {
            if (!Http2Headers.PseudoHeaderName.hasPseudoHeaderFormat(header.getKey())) {
                request.headers().add(header.getKey(), header.getValue());
            }
        }
        request.headers().set(HttpHeaderNames.HOST, origin.authority());
        if (body.length > 0) {
            request.headers().set(HttpHeaderNames.CONTENT_LENGTH, body.length);
        }
        return request;
    }

    /** Returns the response headers in HTTP/2 form. */
    static Http2Headers toHttp2Headers(HttpResponse response) {
        return HttpConversionUtil.toHttp2Headers(response, false);
    }
}
