package dev.parlando.internal.websocket;

import dev.parlando.error.TimeoutPhase;
import dev.parlando.internal.event.LoopTimer;
import dev.parlando.internal.event.NettyFeatures;
import dev.parlando.internal.event.UnexpectedFailure;
import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelPipeline;
import io.netty.handler.codec.CodecException;
import io.netty.handler.codec.TooLongFrameException;
import io.netty.handler.codec.http.websocketx.BinaryWebSocketFrame;
import io.netty.handler.codec.http.websocketx.CloseWebSocketFrame;
import io.netty.handler.codec.http.websocketx.CorruptedWebSocketFrameException;
import io.netty.handler.codec.http.websocketx.PingWebSocketFrame;
import io.netty.handler.codec.http.websocketx.PongWebSocketFrame;
import io.netty.handler.codec.http.websocketx.TextWebSocketFrame;
import io.netty.handler.codec.http.websocketx.Utf8FrameValidator;
import io.netty.handler.codec.http.websocketx.WebSocketDecoderConfig;
import io.netty.handler.codec.http.websocketx.WebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocketFrameAggregator;
import io.netty.util.ReferenceCountUtil;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * The last handler of an upgraded channel: it passes whole messages to the listener, answers pings, and ends the
 * connection for violations of the protocol and for silence.
 *
 * <p>Threading: owned by the channel's event loop.
 */
final class WebSocketHandler extends ChannelInboundHandlerAdapter {
    private final WebSocketConnection connection;
    private final WebSocketListener listener;
    private final WebSocketSettings settings;
    private @Nullable LoopTimer silenceTimer;
    private long lastReadNanos;
    private @Nullable Throwable failure;

    WebSocketHandler(WebSocketConnection connection, WebSocketListener listener, WebSocketSettings settings) {
        this.connection = connection;
        this.listener = listener;
        this.settings = settings;
    }

    /** Returns the settings of Netty's decoder. Violations are reported to this handler, which closes the connection. */
    static WebSocketDecoderConfig decoderConfig(WebSocketSettings settings, boolean expectMasked) {
        return WebSocketDecoderConfig.newBuilder()
                .maxFramePayloadLength(settings.maxMessageBytes())
                .expectMaskedFrames(expectMasked)
                .allowMaskMismatch(false)
                .allowExtensions(false)
                .closeOnProtocolViolation(false)
                .withUTF8Validator(true)
                .build();
    }

    /** Replaces the handler of the upgrade by those for messages, and opens the connection. */
    void install(ChannelHandlerContext upgrade) {
        ChannelPipeline pipeline = upgrade.pipeline();
        pipeline.addLast(new Utf8FrameValidator(false))
                .addLast(new WebSocketFrameAggregator(settings.maxMessageBytes()))
                .addLast(this);
        pipeline.remove(upgrade.handler());
        lastReadNanos = NettyFeatures.nanoTime(upgrade.executor());
        silenceTimer = new LoopTimer(upgrade.executor(), () -> onSilence(upgrade));
        startSilenceTimer(0);
        try {
            listener.onOpen(connection);
        } catch (Throwable thrown) {
            onListenerFailed(thrown);
        }
    }

    private void startSilenceTimer(long silentNanos) {
        long nextNanos = Long.MAX_VALUE;
        for (Duration limit : new Duration[] {settings.ping(), settings.silence()}) {
            if (limit != null && limit.toNanos() > silentNanos) {
                nextNanos = Math.min(nextNanos, limit.toNanos() - silentNanos);
            }
        }
        if (silenceTimer != null && nextNanos != Long.MAX_VALUE) {
            silenceTimer.start(nextNanos);
        }
    }

    private void onSilence(ChannelHandlerContext ctx) {
        if (!connection.isOpen()) {
            return;
        }
        if (!ctx.channel().config().isAutoRead()) {
            lastReadNanos = NettyFeatures.nanoTime(ctx.executor()); // The listener reads nothing.
        }
        long silentNanos = NettyFeatures.nanoTime(ctx.executor()) - lastReadNanos;
        Duration limit = settings.silence();
        if (limit != null && silentNanos >= limit.toNanos()) {
            String message = connection.peer() + " has sent nothing for " + limit.toMillis() + " ms";
            connection.fail(
                    WebSocketClose.POLICY_VIOLATION,
                    "silent",
                    WebSocketConnection.timeout(message, TimeoutPhase.SILENCE));
            return;
        }
        Duration ping = settings.ping();
        if (ping != null && silentNanos >= ping.toNanos()) {
            connection.channel().writeAndFlush(new PingWebSocketFrame());
        }
        startSilenceTimer(silentNanos);
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) {
        lastReadNanos = NettyFeatures.nanoTime(ctx.executor());
        try {
            if (message instanceof CloseWebSocketFrame close) {
                onClose(close);
            } else if (message instanceof WebSocketFrame frame && connection.isOpen()) {
                onFrame(ctx, frame);
            }
        } catch (Throwable thrown) {
            onListenerFailed(thrown);
        } finally {
            ReferenceCountUtil.release(message);
        }
    }

    private void onClose(CloseWebSocketFrame close) {
        int code = close.statusCode();
        connection.onPeerClose(code < 0 ? WebSocketClose.NO_CODE : code, close.reasonText());
    }

    private void onFrame(ChannelHandlerContext ctx, WebSocketFrame frame) {
        if (frame instanceof TextWebSocketFrame) {
            listener.onText(bytes(frame.content()));
        } else if (frame instanceof BinaryWebSocketFrame) {
            listener.onBinary(bytes(frame.content()));
        } else if (frame instanceof PingWebSocketFrame && ctx.channel().isWritable()) {
            // A peer that reads nothing must not make the pongs pile up.
            ctx.channel().writeAndFlush(new PongWebSocketFrame(frame.content().retain()));
        }
    }

    private static ByteBuffer bytes(ByteBuf content) {
        return content.nioBufferCount() == 1
                ? content.internalNioBuffer(content.readerIndex(), content.readableBytes())
                : content.nioBuffer();
    }

    private void onListenerFailed(Throwable thrown) {
        connection.fail(WebSocketClose.INTERNAL_ERROR, "internal error", UnexpectedFailure.toException(thrown));
    }

    @Override
    public void channelWritabilityChanged(ChannelHandlerContext ctx) {
        try {
            connection.flushNow();
        } catch (Throwable thrown) {
            onListenerFailed(thrown);
        }
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext ctx, Object event) {
        if (event == WebSocketServer.Shutdown.REQUESTED) {
            connection.close(WebSocketClose.GOING_AWAY, "server shutdown");
        } else {
            ctx.fireUserEventTriggered(event);
        }
    }

    @Override
    public void channelInactive(ChannelHandlerContext ctx) {
        if (silenceTimer != null) {
            silenceTimer.stop();
        }
        connection.onInactive(failure);
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
        if (cause instanceof CorruptedWebSocketFrameException corrupted) {
            violated(corrupted.closeStatus().code(), cause);
        } else if (cause instanceof TooLongFrameException) {
            violated(WebSocketClose.TOO_BIG, cause);
        } else {
            boolean ofPeer = cause instanceof IOException || cause instanceof CodecException;
            failure = ofPeer ? cause : UnexpectedFailure.toException(cause);
            ctx.close();
        }
    }

    private void violated(int code, Throwable cause) {
        String message = connection.peer() + " violated the protocol: " + cause.getMessage();
        String reason = code == WebSocketClose.TOO_BIG ? "message too long" : "malformed frame";
        connection.fail(code, reason, WebSocketConnection.error(message, cause));
    }
}
