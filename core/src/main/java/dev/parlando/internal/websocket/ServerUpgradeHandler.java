package dev.parlando.internal.websocket;

import dev.parlando.internal.event.LoopTimer;
import dev.parlando.internal.event.UnexpectedFailure;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.http.DefaultFullHttpRequest;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.EmptyHttpHeaders;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.websocketx.WebSocketServerHandshaker;
import io.netty.handler.codec.http.websocketx.WebSocketServerHandshaker13;
import io.netty.handler.ssl.SslHandler;
import io.netty.util.ReferenceCountUtil;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.RejectedExecutionException;
import org.jspecify.annotations.Nullable;

/**
 * The handler of a new channel: it reads one upgrade request, asks the acceptor, and upgrades or refuses. It reads nothing
 * more until then.
 *
 * <p>Threading: owned by the channel's event loop.
 */
final class ServerUpgradeHandler extends ChannelInboundHandlerAdapter {
    /** The version of RFC 6455. */
    private static final String VERSION = "13";

    private final WebSocketSettings settings;
    private final WebSocketUpgrade.Acceptor acceptor;
    private final PlainExchange.@Nullable Responder responder;
    private final LoopTimer timer;
    private boolean requested;

    ServerUpgradeHandler(
            Channel channel,
            WebSocketSettings settings,
            WebSocketUpgrade.Acceptor acceptor,
            PlainExchange.@Nullable Responder responder) {
        this.settings = settings;
        this.acceptor = acceptor;
        this.responder = responder;
        timer = new LoopTimer(channel.eventLoop(), channel::close);
        timer.start(settings.upgrade().toNanos());
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) {
        try {
            if (!requested && message instanceof FullHttpRequest request) {
                requested = true;
                ctx.channel().config().setAutoRead(false);
                onRequest(ctx, request);
            }
        } finally {
            ReferenceCountUtil.release(message);
        }
    }

    private void onRequest(ChannelHandlerContext ctx, FullHttpRequest request) {
        boolean upgrade = request.headers().containsValue(HttpHeaderNames.UPGRADE, HttpHeaderValues.WEBSOCKET, true);
        if (request.decoderResult().isSuccess() && !upgrade && responder != null) {
            respond(ctx, request, responder);
        } else if (!request.decoderResult().isSuccess() || request.content().isReadable()) {
            refuse(ctx, HttpResponseStatus.BAD_REQUEST, "malformed request");
        } else if (!upgrade
                || !request.method().equals(HttpMethod.GET)
                || !request.headers().contains(HttpHeaderNames.SEC_WEBSOCKET_KEY)
                || !request.headers().contains(HttpHeaderNames.SEC_WEBSOCKET_VERSION, VERSION, true)) {
            refuse(ctx, HttpResponseStatus.UPGRADE_REQUIRED, "this is a WebSocket server");
        } else {
            decide(ctx, withoutBody(request));
        }
    }

    private void respond(ChannelHandlerContext ctx, FullHttpRequest request, PlainExchange.Responder target) {
        timer.stop(); // The response takes as long as its producer, which has limits of its own.
        byte[] body = new byte[request.content().readableBytes()];
        request.content().readBytes(body);
        try {
            target.respond(request.method().name(), described(ctx, request), body)
                    .whenComplete((response, failure) -> onLoop(ctx, () -> write(ctx, response, failure)));
        } catch (Throwable thrown) {
            write(ctx, null, thrown);
        }
    }

    private static void write(
            ChannelHandlerContext ctx, @Nullable PlainExchange response, @Nullable Throwable failure) {
        if (response == null) {
            UnexpectedFailure.toException(failure == null ? new NullPointerException("no response") : failure);
            refuse(ctx, HttpResponseStatus.INTERNAL_SERVER_ERROR, "internal error");
        } else {
            write(ctx, HttpResponseStatus.valueOf(response.status()), response.contentType(), response.body());
        }
    }

    private static void onLoop(ChannelHandlerContext ctx, Runnable task) {
        try {
            ctx.executor().execute(task);
        } catch (RejectedExecutionException loopHasEnded) {
            // The channel is closed.
        }
    }

    /** Returns a copy that holds no memory of Netty's, since the decision may never come. */
    private static FullHttpRequest withoutBody(FullHttpRequest request) {
        return new DefaultFullHttpRequest(
                request.protocolVersion(),
                request.method(),
                request.uri(),
                Unpooled.EMPTY_BUFFER,
                request.headers(),
                EmptyHttpHeaders.INSTANCE);
    }

    private void decide(ChannelHandlerContext ctx, FullHttpRequest request) {
        try {
            acceptor.decide(described(ctx, request))
                    .whenComplete((decision, failure) -> onLoop(ctx, () -> answer(ctx, request, decision, failure)));
        } catch (Throwable thrown) {
            answer(ctx, request, null, thrown);
        }
    }

    private static WebSocketRequest described(ChannelHandlerContext ctx, HttpRequest request) {
        return new WebSocketRequest(
                request.uri(),
                headers(request),
                ctx.channel().remoteAddress(),
                ctx.pipeline().get(SslHandler.class) != null);
    }

    private static Map<String, List<String>> headers(HttpRequest request) {
        Map<String, List<String>> headers = new TreeMap<>();
        for (Map.Entry<String, String> header : request.headers()) {
            headers.computeIfAbsent(header.getKey().toLowerCase(Locale.ROOT), name -> new ArrayList<>())
                    .add(header.getValue());
        }
        return headers;
    }

    private void answer(
            ChannelHandlerContext ctx,
            FullHttpRequest request,
            @Nullable WebSocketUpgrade decision,
            @Nullable Throwable failure) {
        if (!ctx.channel().isActive()) {
            return;
        }
        if (decision == null) {
            UnexpectedFailure.toException(failure == null ? new NullPointerException("no decision") : failure);
            refuse(ctx, HttpResponseStatus.INTERNAL_SERVER_ERROR, "internal error");
        } else if (decision.listener() == null) {
            refuse(ctx, HttpResponseStatus.valueOf(decision.status()), decision.reason());
        } else {
            upgrade(ctx, request, decision.listener(), decision.subprotocol());
        }
    }

    private void upgrade(
            ChannelHandlerContext ctx,
            FullHttpRequest request,
            WebSocketListener listener,
            @Nullable String subprotocol) {
        WebSocketServerHandshaker handshaker = new WebSocketServerHandshaker13(
                request.uri(), subprotocol, WebSocketHandler.decoderConfig(settings, true));
        handshaker.handshake(ctx.channel(), request).addListener(done -> {
            if (!done.isSuccess()) {
                refuse(ctx, HttpResponseStatus.BAD_REQUEST, "malformed request");
                return;
            }
            WebSocketConnection connection =
                    new WebSocketConnection(ctx.channel(), listener, settings, handshaker.selectedSubprotocol(), false);
            new WebSocketHandler(connection, listener, settings).install(ctx);
            ctx.channel().config().setAutoRead(true);
        });
    }

    private static void refuse(ChannelHandlerContext ctx, HttpResponseStatus status, String reason) {
        write(ctx, status, "text/plain; charset=utf-8", (reason + "\n").getBytes(StandardCharsets.UTF_8));
    }

    private static void write(ChannelHandlerContext ctx, HttpResponseStatus status, String contentType, byte[] body) {
        DefaultFullHttpResponse response =
                new DefaultFullHttpResponse(HttpVersion.HTTP_1_1, status, Unpooled.wrappedBuffer(body));
        response.headers()
                .set(HttpHeaderNames.CONTENT_TYPE, contentType)
                .set(HttpHeaderNames.CONTENT_LENGTH, response.content().readableBytes())
                .set(HttpHeaderNames.CONNECTION, HttpHeaderValues.CLOSE);
        if (status.equals(HttpResponseStatus.UPGRADE_REQUIRED)) {
            response.headers()
                    .set(HttpHeaderNames.UPGRADE, HttpHeaderValues.WEBSOCKET)
                    .set(HttpHeaderNames.SEC_WEBSOCKET_VERSION, VERSION);
        }
        ctx.writeAndFlush(response).addListener(ChannelFutureListener.CLOSE);
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext ctx, Object event) {
        if (event == WebSocketServer.Shutdown.REQUESTED) {
            ctx.close();
        } else {
            ctx.fireUserEventTriggered(event);
        }
    }

    @Override
    public void handlerRemoved(ChannelHandlerContext ctx) {
        timer.stop();
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
        ctx.close(); // No connection exists yet, and the peer is not a WebSocket client or has gone.
    }
}
