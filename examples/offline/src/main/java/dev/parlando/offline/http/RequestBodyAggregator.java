package dev.parlando.offline.http;

import dev.parlando.offline.json.HttpErrorException;
import dev.parlando.offline.json.Json;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpMessage;
import io.netty.handler.codec.http.HttpObjectAggregator;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpVersion;

/**
 * Collects the body of a request, and refuses a body that is longer than any valid one. Threading: confined to the
 * event loop.
 */
public final class RequestBodyAggregator extends HttpObjectAggregator {
    /** Room for about twice the longest text that any model accepts, with every character escaped. */
    public static final int MAX_BODY_BYTES = 1 << 20;

    RequestBodyAggregator() {
        super(MAX_BODY_BYTES);
    }

    @Override
    protected void handleOversizedMessage(ChannelHandlerContext context, HttpMessage oversized) {
        HttpErrorException refusal = HttpErrorException.of(
                413,
                "invalid_request",
                "request_too_large",
                "request_too_large",
                "The body is larger than " + MAX_BODY_BYTES + " bytes.",
                null);
        byte[] body = Json.write(refusal.body());
        DefaultFullHttpResponse response = new DefaultFullHttpResponse(
                HttpVersion.HTTP_1_1, HttpResponseStatus.REQUEST_ENTITY_TOO_LARGE, Unpooled.wrappedBuffer(body));
        response.headers()
                .set(HttpHeaderNames.CONTENT_TYPE, "application/json")
                .set(HttpHeaderNames.CONTENT_LENGTH, body.length);
        // The rest of the body is read and discarded: some clients hang if the connection closes while they send.
        context.writeAndFlush(response).addListener(ChannelFutureListener.CLOSE_ON_FAILURE);
    }
}
