package dev.parlando.internal.http2;

import dev.parlando.internal.exchange.WireLog;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.http2.DefaultHttp2Headers;
import io.netty.handler.codec.http2.Http2Flags;
import io.netty.handler.codec.http2.Http2FrameLogger;
import io.netty.handler.codec.http2.Http2Headers;
import io.netty.handler.logging.LogLevel;
import io.netty.util.internal.logging.InternalLogger;
import io.netty.util.internal.logging.InternalLoggerFactory;
import java.util.Map;

/**
 * A logger of HTTP/2 frames to {@value WireLog#NAME}, at TRACE level, for troubleshooting. Headers are logged without secrets
 * and payloads only by their length, since bodies contain texts and may contain keys.
 *
 * <p>Threading: called on the event loop. It has a cost for each frame, so it is installed only on connections that are
 * opened while the log is enabled.
 */
final class Http2WireLog extends Http2FrameLogger {
    private final InternalLogger logger = InternalLoggerFactory.getInstance(WireLog.NAME);

    Http2WireLog() {
        super(LogLevel.TRACE, WireLog.NAME);
    }

    @Override
    public void logData(
            Direction direction,
            ChannelHandlerContext ctx,
            int streamId,
            ByteBuf data,
            int padding,
            boolean endStream) {
        logger.trace(
                "{} {} DATA: streamId={} padding={} endStream={} length={}",
                ctx.channel(),
                direction,
                streamId,
                padding,
                endStream,
                data.readableBytes());
    }

    @Override
    public void logHeaders(
            Direction direction,
            ChannelHandlerContext ctx,
            int streamId,
            Http2Headers headers,
            int padding,
            boolean endStream) {
        super.logHeaders(direction, ctx, streamId, redact(headers), padding, endStream);
    }

    @Override
    public void logHeaders(
            Direction direction,
            ChannelHandlerContext ctx,
            int streamId,
            Http2Headers headers,
            int streamDependency,
            short weight,
            boolean exclusive,
            int padding,
            boolean endStream) {
        super.logHeaders(
                direction, ctx, streamId, redact(headers), streamDependency, weight, exclusive, padding, endStream);
    }

    @Override
    public void logGoAway(
            Direction direction, ChannelHandlerContext ctx, int lastStreamId, long errorCode, ByteBuf debugData) {
        super.logGoAway(direction, ctx, lastStreamId, errorCode, blank(debugData));
    }

    @Override
    public void logPushPromise(
            Direction direction,
            ChannelHandlerContext ctx,
            int streamId,
            int promisedStreamId,
            Http2Headers headers,
            int padding) {
        super.logPushPromise(direction, ctx, streamId, promisedStreamId, redact(headers), padding);
    }

    @Override
    public void logUnknownFrame(
            Direction direction,
            ChannelHandlerContext ctx,
            byte frameType,
            int streamId,
            Http2Flags flags,
            ByteBuf data) {
        super.logUnknownFrame(direction, ctx, frameType, streamId, flags, blank(data));
    }

    private static ByteBuf blank(ByteBuf data) {
        return Unpooled.wrappedBuffer(new byte[data.readableBytes()]);
    }

    private Http2Headers redact(Http2Headers headers) {
        if (!isEnabled()) {
            return headers;
        }
        Http2Headers clean = new DefaultHttp2Headers(false);
        for (Map.Entry<CharSequence, CharSequence> header : headers) {
            clean.add(header.getKey(), WireLog.redact(header.getKey(), header.getValue()));
        }
        return clean;
    }
}
