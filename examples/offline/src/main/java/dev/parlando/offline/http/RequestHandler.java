package dev.parlando.offline.http;

import dev.parlando.offline.api.OfflineExchange;
import dev.parlando.offline.calls.ApiDispatcher;
import dev.parlando.offline.load.RequestTransport;
import dev.parlando.offline.record.RequestLog;
import dev.parlando.offline.record.RequestRecord;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.handler.codec.http.FullHttpRequest;
import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/**
 * Passes requests to the {@link ApiDispatcher}: those of one HTTP/1.1 connection one after the other, or the one of an HTTP/2
 * stream.
 *
 * <p>Threading: confined to the event loop.
 */
final class RequestHandler extends SimpleChannelInboundHandler<FullHttpRequest> {
    private static final int MAX_PIPELINED = 16;
    private static final System.Logger LOG = System.getLogger(RequestHandler.class.getName());

    private final ApiDispatcher api;
    private final RequestLog log;
    private final @Nullable WebSocketUpgrades upgrades;
    private final Deque<FullHttpRequest> pipelined = new ArrayDeque<>();
    private @Nullable OfflineExchange current;

    /**
     * Creates the handler.
     *
     * @param log records the requests
     * @param upgrades the upgrades to WebSocket; null for HTTP/2, which has none
     */
    RequestHandler(ApiDispatcher api, RequestLog log, @Nullable WebSocketUpgrades upgrades) {
        super(false);
        this.api = api;
        this.log = log;
        this.upgrades = upgrades;
    }

    @Override
    protected void channelRead0(ChannelHandlerContext context, FullHttpRequest request) {
        if (request.decoderResult().isFailure() || pipelined.size() == MAX_PIPELINED) {
            request.release();
            ChannelFuture unused = context.close();
        } else if (current != null) {
            pipelined.add(request);
        } else {
            dispatch(context, request);
        }
    }

    private void dispatch(ChannelHandlerContext context, FullHttpRequest request) {
        String description = request.method() + " " + pathOf(request);
        RequestRecord record = log.add(request, transport(request), context.channel());
        OfflineExchange exchange = new OfflineExchange(context, description, record, () -> dispatchNext(context));
        current = exchange;
        try {
            if (upgrades == null || !upgrades.handle(context, request, exchange, record)) {
                api.handle(request, exchange);
            }
        } finally {
            request.release();
        }
    }

    private RequestTransport transport(FullHttpRequest request) {
        if (upgrades == null) {
            return RequestTransport.HTTP_2;
        }
        return WebSocketUpgrades.isUpgrade(request) ? RequestTransport.WEBSOCKET : RequestTransport.HTTP_1_1;
    }

    private static String pathOf(FullHttpRequest request) {
        return request.uri().replaceFirst("\\?.*", "");
    }

    private void dispatchNext(ChannelHandlerContext context) {
        current = null;
        FullHttpRequest next = pipelined.poll();
        if (next != null) {
            context.executor().execute(() -> dispatch(context, next));
        }
    }

    /** Called when the connection has been upgraded, after which no request is answered. */
    @Override
    public void handlerRemoved(ChannelHandlerContext context) {
        pipelined.forEach(FullHttpRequest::release);
        pipelined.clear();
    }

    @Override
    public void channelWritabilityChanged(ChannelHandlerContext context) {
        if (current != null) {
            current.writabilityChanged();
        }
        context.fireChannelWritabilityChanged();
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
        pipelined.forEach(FullHttpRequest::release);
        pipelined.clear();
        if (current != null) {
            current.clientGone();
        }
        context.fireChannelInactive();
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        LOG.log(System.Logger.Level.DEBUG, "connection closed", cause);
        ChannelFuture unused = context.close();
    }
}
