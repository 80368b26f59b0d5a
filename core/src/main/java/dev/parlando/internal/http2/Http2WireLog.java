package dev.parlando.internal.http2;

import dev.parlando.internal.event.BackgroundLog;
import dev.parlando.internal.exchange.WireLog;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.http2.DefaultHttp2Headers;
import io.netty.handler.codec.http2.Http2Flags;
import io.netty.handler.codec.http2.Http2FrameLogger;
import io.netty.handler.codec.http2.Http2Headers;
import io.netty.handler.codec.http2.Http2Settings;
import io.netty.handler.logging.LogLevel;
import io.netty.util.internal.logging.InternalLogger;
import io.netty.util.internal.logging.InternalLoggerFactory;
import java.util.Map;

/**
 * A logger of HTTP/2 frames to {@value WireLog#NAME}, at TRACE level, for troubleshooting. Headers are logged without secrets
 * and payloads only by their length, since bodies contain texts and may contain keys.
 *
 * <p>Threading: called on the event loop; the messages are written in the background. It has a cost for each frame, so it
 * is installed only on connections that are opened while the log is enabled.
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
        int length = data.readableBytes();
        BackgroundLog.write(() -> logger.trace(
                "{} {} DATA: streamId={} padding={} endStream={} length={}",
                ctx.channel(),
                direction,
                streamId,
                padding,
                endStream,
                length));
    }

    @Override
    public void logHeaders(
            Direction direction,
            ChannelHandlerContext ctx,
            int streamId,
            Http2Headers headers,
            int padding,
            boolean endStream) {
        Http2Headers clean = redact(headers);
        BackgroundLog.write(() -> super.logHeaders(direction, ctx, streamId, clean, padding, endStream));
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
        Http2Headers clean = redact(headers);
        BackgroundLog.write(() -> super.logHeaders(
                direction, ctx, streamId, clean, streamDependency, weight, exclusive, padding, endStream));
    }

    @Override
    public void logPriority(
            Direction direction,
            ChannelHandlerContext ctx,
            int streamId,
            int streamDependency,
            short weight,
            boolean exclusive) {
        BackgroundLog.write(() -> super.logPriority(direction, ctx, streamId, streamDependency, weight, exclusive));
    }

    @Override
    public void logRstStream(Direction direction, ChannelHandlerContext ctx, int streamId, long errorCode) {
        BackgroundLog.write(() -> super.logRstStream(direction, ctx, streamId, errorCode));
    }

    @Override
    public void logSettingsAck(Direction direction, ChannelHandlerContext ctx) {
        BackgroundLog.write(() -> super.logSettingsAck(direction, ctx));
    }

    @Override
    public void logSettings(Direction direction, ChannelHandlerContext ctx, Http2Settings settings) {
        BackgroundLog.write(() -> super.logSettings(direction, ctx, settings));
    }

    @Override
    public void logPing(Direction direction, ChannelHandlerContext ctx, long data) {
        BackgroundLog.write(() -> super.logPing(direction, ctx, data));
    }

    @Override
    public void logPingAck(Direction direction, ChannelHandlerContext ctx, long data) {
        BackgroundLog.write(() -> super.logPingAck(direction, ctx, data));
    }

    @Override
    public void logPushPromise(
            Direction direction,
            ChannelHandlerContext ctx,
            int streamId,
            int promisedStreamId,
            Http2Headers headers,
            int padding) {
        Http2Headers clean = redact(headers);
        BackgroundLog.write(() -> super.logPushPromise(direction, ctx, streamId, promisedStreamId, clean, padding));
    }

    @Override
    public void logGoAway(
            Direction direction, ChannelHandlerContext ctx, int lastStreamId, long errorCode, ByteBuf debugData) {
        ByteBuf blank = blank(debugData);
        BackgroundLog.write(() -> super.logGoAway(direction, ctx, lastStreamId, errorCode, blank));
    }

    @Override
    public void logWindowsUpdate(
            Direction direction, ChannelHandlerContext ctx, int streamId, int windowSizeIncrement) {
        BackgroundLog.write(() -> super.logWindowsUpdate(direction, ctx, streamId, windowSizeIncrement));
    }

    @Override
    public void logUnknownFrame(
            Direction direction,
            ChannelHandlerContext ctx,
            byte frameType,
            int streamId,
            Http2Flags flags,
            ByteBuf data) {
        ByteBuf blank = blank(data);
        BackgroundLog.write(() -> super.logUnknownFrame(direction, ctx, frameType, streamId, flags, blank));
    }

    private static ByteBuf blank(ByteBuf data) {
        return Unpooled.wrappedBuffer(new byte[data.readableBytes()]);
    }

    private static Http2Headers redact(Http2Headers headers) {
        Http2Headers clean = new DefaultHttp2Headers(false);
        for (Map.Entry<CharSequence, CharSequence> header : headers) {
            clean.add(header.getKey(), WireLog.redact(header.getKey(), header.getValue()));
        }
        return clean;
    }
}
