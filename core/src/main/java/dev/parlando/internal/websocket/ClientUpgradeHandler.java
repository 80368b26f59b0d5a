package dev.parlando.internal.websocket;

import dev.parlando.error.InvalidRequestException;
import dev.parlando.error.ParlandoException;
import dev.parlando.error.TimeoutPhase;
import dev.parlando.internal.event.LoopTimer;
import io.netty.buffer.ByteBufUtil;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.http.DefaultHttpHeaders;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.websocketx.WebSocketClientHandshaker;
import io.netty.handler.codec.http.websocketx.WebSocketClientHandshakerFactory;
import io.netty.handler.codec.http.websocketx.WebSocketHandshakeException;
import io.netty.handler.codec.http.websocketx.WebSocketVersion;
import io.netty.util.ReferenceCountUtil;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * The handler of a client's channel until the server has upgraded it.
 *
 * <p>Threading: owned by the channel's event loop.
 */
final class ClientUpgradeHandler extends ChannelInboundHandlerAdapter {
    private final WebSocketClientSettings settings;
    private final WebSocketListener listener;
    private final WebSocketRefusal refusal;
    private final CompletableFuture<WebSocketConnection> opened;
    private final String address;
    private final WebSocketClientHandshaker handshaker;
    private @Nullable LoopTimer timer;

    ClientUpgradeHandler(
            WebSocketClientSettings settings,
            String target,
            Map<String, String> headers,
            @Nullable String subprotocol,
            WebSocketListener listener,
            WebSocketRefusal refusal,
            CompletableFuture<WebSocketConnection> opened) {
        this.settings = settings;
        this.listener = listener;
        this.refusal = refusal;
        this.opened = opened;
        address = settings.origin().address();
        HttpHeaders added = new DefaultHttpHeaders();
        headers.forEach(added::set);
        handshaker = WebSocketClientHandshakerFactory.newHandshaker(
                uri(target),
                WebSocketVersion.V13,
                subprotocol,
                false,
                added,
                settings.connection().maxMessageBytes(),
                true,
                false,
                settings.connection().close().toMillis(),
                false,
                false); // An origin is for browsers.
    }

    private URI uri(String target) {
        String scheme = settings.origin().secure() ? "wss" : "ws";
        try {
            return new URI(scheme + "://" + settings.origin().authority() + target);
        } catch (URISyntaxException e) {
            // The target may hold a secret, so the message does not repeat it.
            throw new InvalidRequestException("url", "has a malformed path or query: " + e.getReason());
        }
    }

    /** Sends the request. */
    void start(Channel channel) {
        LoopTimer limit = new LoopTimer(channel.eventLoop(), () -> {
            String millis = settings.connection().upgrade().toMillis() + " ms";
            fail(WebSocketConnection.timeout(
                    address + " did not answer the WebSocket upgrade within " + millis, TimeoutPhase.RESPONSE_HEADERS));
            channel.close();
        });
        timer = limit;
        limit.start(settings.connection().upgrade().toNanos());
        handshaker.handshake(channel).addListener(sent -> {
            if (!sent.isSuccess()) {
                fail(WebSocketConnection.error("the upgrade could not be sent to " + address, sent.cause()));
                channel.close();
            }
        });
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) {
        try {
            if (message instanceof FullHttpResponse response) {
                onResponse(ctx, response);
            }
        } finally {
            ReferenceCountUtil.release(message);
        }
    }

    private void onResponse(ChannelHandlerContext ctx, FullHttpResponse response) {
        if (!response.status().equals(HttpResponseStatus.SWITCHING_PROTOCOLS)) {
            fail(refusal.toException(
                    address,
                    response.status().code(),
                    ByteBufUtil.getBytes(response.content()),
                    response.headers()::get));
            ctx.close();
            return;
        }
        try {
            handshaker.finishHandshake(ctx.channel(), response);
        } catch (WebSocketHandshakeException violated) {
            fail(WebSocketConnection.error(
                    address + " did not upgrade to WebSocket: " + violated.getMessage(), violated));
            ctx.close();
            return;
        }
        WebSocketConnection connection = new WebSocketConnection(
                ctx.channel(), listener, settings.connection(), handshaker.actualSubprotocol(), true);
        opened.complete(connection);
        new WebSocketHandler(connection, listener, settings.connection()).install(ctx);
    }

    void fail(ParlandoException error) {
        if (timer != null) {
            timer.stop();
        }
        opened.completeExceptionally(error);
    }

    @Override
    public void channelInactive(ChannelHandlerContext ctx) {
        fail(WebSocketConnection.error(address + " closed the connection during the WebSocket upgrade", null));
    }

    @Override
    public void handlerRemoved(ChannelHandlerContext ctx) {
        if (timer != null) {
            timer.stop();
        }
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
        fail(WebSocketConnection.error(
                "the WebSocket upgrade with " + address + " failed: " + cause.getMessage(), cause));
        ctx.close();
    }
}
