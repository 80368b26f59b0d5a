package dev.parlando.offline.http;

import dev.parlando.offline.api.OfflineExchange;
import dev.parlando.offline.json.HttpErrorException;
import dev.parlando.offline.record.RequestRecord;
import dev.parlando.offline.sockets.OfflineSocketConnection;
import dev.parlando.offline.sockets.SocketApi;
import dev.parlando.offline.sockets.SocketPeer;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPipeline;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpServerKeepAliveHandler;
import io.netty.handler.codec.http.websocketx.Utf8FrameValidator;
import io.netty.handler.codec.http.websocketx.WebSocketDecoderConfig;
import io.netty.handler.codec.http.websocketx.WebSocketFrameAggregator;
import io.netty.handler.codec.http.websocketx.WebSocketServerHandshaker13;
import java.util.Optional;
import java.util.function.Function;

/**
 * Upgrades HTTP/1.1 connections to WebSocket (RFC 6455) where the {@link SocketApi} has a socket. It declines all
 * extensions. Threading: confined to the event loop.
 */
final class WebSocketUpgrades {
    private static final int MAX_MESSAGE_BYTES = RequestBodyAggregator.MAX_BODY_BYTES;
    private static final String VERSION = "13";

    private final SocketApi sockets;

    WebSocketUpgrades(SocketApi sockets) {
        this.sockets = sockets;
    }

    /** Upgrades the connection or refuses the upgrade; returns false if the request is an ordinary one. */
    boolean handle(
            ChannelHandlerContext context, FullHttpRequest request, OfflineExchange exchange, RequestRecord record) {
        if (!isUpgrade(request)) {
            return false;
        }
        try {
            Optional<Function<SocketPeer, OfflineSocketConnection>> accepted =
                    sockets.accept(request.uri(), request.headers().get("xi-api-key"), exchange.clientAddress());
            accepted.ifPresent(start -> upgrade(context, request, start, record));
            return accepted.isPresent();
        } catch (HttpErrorException refusal) {
            exchange.sendError(refusal);
            return true;
        }
    }

    static boolean isUpgrade(FullHttpRequest request) {
        return request.method().equals(HttpMethod.GET)
                && request.headers().containsValue(HttpHeaderNames.UPGRADE, HttpHeaderValues.WEBSOCKET, true)
                && request.headers().contains(HttpHeaderNames.SEC_WEBSOCKET_KEY)
                && request.headers().contains(HttpHeaderNames.SEC_WEBSOCKET_VERSION, VERSION, true);
    }

    private static void upgrade(
            ChannelHandlerContext context,
            FullHttpRequest request,
            Function<SocketPeer, OfflineSocketConnection> start,
            RequestRecord record) {
        record.responded(HttpResponseStatus.SWITCHING_PROTOCOLS.code());
        ChannelPipeline pipeline = context.pipeline();
        pipeline.remove(HttpServerKeepAliveHandler.class);
        pipeline.addLast(
                new WebSocketFrameAggregator(MAX_MESSAGE_BYTES),
                new Utf8FrameValidator(),
                new SpeechSocketHandler(start, record));
        pipeline.remove(context.handler());
        WebSocketDecoderConfig config = WebSocketDecoderConfig.newBuilder()
                .maxFramePayloadLength(MAX_MESSAGE_BYTES)
                .allowExtensions(false)
                .build();
        new WebSocketServerHandshaker13(request.uri(), null, config)
                .handshake(context.channel(), request)
                .addListener(done -> pipeline.fireUserEventTriggered(SpeechSocketHandler.UPGRADED));
    }
}
