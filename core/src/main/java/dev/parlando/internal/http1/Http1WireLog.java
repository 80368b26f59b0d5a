package dev.parlando.internal.http1;

import dev.parlando.internal.event.BackgroundLog;
import dev.parlando.internal.exchange.WireLog;
import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPromise;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.util.internal.logging.InternalLogger;
import io.netty.util.internal.logging.InternalLoggerFactory;
import java.util.Map;

/**
 * A handler that logs each HTTP/1.1 message to the {@link WireLog}, with its redaction.
 *
 * <p>Threading: confined to the event loop.
 */
final class Http1WireLog extends ChannelDuplexHandler {
    private static final InternalLogger LOG = InternalLoggerFactory.getInstance(WireLog.NAME);

    static boolean isOn() {
        return LOG.isTraceEnabled();
    }

    @Override
    public void write(ChannelHandlerContext ctx, Object message, ChannelPromise promise) {
        log(ctx, "OUTBOUND", message);
        ctx.write(message, promise);
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) {
        log(ctx, "INBOUND", message);
        ctx.fireChannelRead(message);
    }

    private static void log(ChannelHandlerContext ctx, String direction, Object message) {
        StringBuilder line = new StringBuilder();
        if (message instanceof HttpRequest request) {
            line.append(' ').append(request.method()).append(' ').append(WireLog.redact("path", request.uri()));
            appendHeaders(line, request.headers());
        } else if (message instanceof HttpResponse response) {
            line.append(' ').append(response.status());
            appendHeaders(line, response.headers());
        }
        if (message instanceof HttpContent content) {
            line.append(" length=").append(content.content().readableBytes());
        }
        BackgroundLog.write(() -> LOG.trace("{} {}{}", ctx.channel(), direction, line));
    }

    private static void appendHeaders(StringBuilder line, HttpHeaders headers) {
        for (Map.Entry<String, String> header : headers) {
            line.append(' ')
                    .append(header.getKey())
                    .append('=')
                    .append(WireLog.redact(header.getKey(), header.getValue()));
        }
    }
}
