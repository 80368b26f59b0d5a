package dev.parlando.offline.api;

import dev.parlando.offline.json.HttpErrorException;
import dev.parlando.offline.json.Json;
import dev.parlando.offline.json.RandomIds;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.DefaultHttpContent;
import io.netty.handler.codec.http.DefaultHttpResponse;
import io.netty.handler.codec.http.DefaultLastHttpContent;
import io.netty.handler.codec.http.EmptyHttpHeaders;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.LastHttpContent;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.function.Consumer;

/**
 * Answers one request, over HTTP/1.1 or as one stream of HTTP/2: as a whole, or piece by piece.
 *
 * <p>Threading: confined to the event loop, which also makes the calls to its {@link Listener}.
 */
public final class OfflineExchange {
    private static final System.Logger LOG = System.getLogger(OfflineExchange.class.getName());

    /** Hears how the client gets on with the answer; called on the event loop. */
    public interface Listener {
        /** The client has read enough for more to be sent. */
        void writable();

        /** The client is gone, or has lost interest; nothing more can be sent. */
        void clientGone();
    }

    private static final Listener NO_LISTENER = new Listener() {
        @Override
        public void writable() {}

        @Override
        public void clientGone() {}
    };

    private final ChannelHandlerContext context;
    private final String description;
    private final Runnable onResponseEnd;
    private Listener listener = NO_LISTENER;
    private Consumer<Boolean> onComplete = written -> {};
    private boolean started;
    private boolean ended;
    private boolean completed;

    /**
     * Opens an exchange.
     *
     * @param context where to write
     * @param description method and path, for the log; never a header or a query, where secrets stand
     * @param onResponseEnd to be called when the answer has been written
     */
    public OfflineExchange(ChannelHandlerContext context, String description, Runnable onResponseEnd) {
        this.context = context;
        this.description = description;
        this.onResponseEnd = onResponseEnd;
    }

    /** Runs something on the event loop, later. */
    public void execute(Runnable task) {
        context.executor().execute(task);
    }

    public void setListener(Listener newListener) {
        listener = newListener;
    }

    /**
     * Sets what to call, once, when nothing more will happen: with true when the last byte of the answer was written, with
     * false when it never will be. Both may be long after {@link #end}, if the client takes its time.
     */
    public void onComplete(Consumer<Boolean> action) {
        onComplete = action;
    }

    /** Returns where the client is; one that is gone already was somewhere on this machine. */
    InetAddress clientAddress() {
        return context.channel().remoteAddress() instanceof InetSocketAddress remote
                ? remote.getAddress()
                : InetAddress.getLoopbackAddress();
    }

    /** Returns whether the headers of an answer in pieces have been sent. */
    public boolean isStarted() {
        return started;
    }

    public boolean isWritable() {
        return context.channel().isWritable();
    }

    public void sendError(HttpErrorException refusal) {
        sendJson(refusal.status(), refusal.body(), refusal.headers());
    }

    /** Sends a whole JSON answer. */
    void sendJson(int status, Object body) {
        sendJson(status, body, EmptyHttpHeaders.INSTANCE);
    }

    private void sendJson(int status, Object body, HttpHeaders extraHeaders) {
        byte[] bytes = Json.write(body);
        DefaultFullHttpResponse response = new DefaultFullHttpResponse(
                HttpVersion.HTTP_1_1, HttpResponseStatus.valueOf(status), Unpooled.wrappedBuffer(bytes));
        response.headers().set(extraHeaders).set(HttpHeaderNames.CONTENT_TYPE, "application/json");
        response.headers().set(HttpHeaderNames.CONTENT_LENGTH, bytes.length);
        addCommonHeaders(response);
        writeLast(response);
    }

    /** Starts an answer of status 200 whose body follows; without a content length it is sent in chunks. */
    public void sendHeaders(HttpHeaders headers) {
        started = true;
        HttpResponse response = new DefaultHttpResponse(HttpVersion.HTTP_1_1, HttpResponseStatus.OK, headers);
        if (!HttpUtil.isContentLengthSet(response)) {
            HttpUtil.setTransferEncodingChunked(response, true);
        }
        addCommonHeaders(response);
        context.write(response).addListener(ChannelFutureListener.CLOSE_ON_FAILURE);
    }

    public void write(byte[] bytes) {
        ByteBuf content = Unpooled.wrappedBuffer(bytes);
        context.writeAndFlush(new DefaultHttpContent(content)).addListener(ChannelFutureListener.CLOSE_ON_FAILURE);
    }

    public void end() {
        writeLast(new DefaultLastHttpContent());
    }

    private void writeLast(LastHttpContent last) {
        ended = true;
        context.writeAndFlush(last)
                .addListener(ChannelFutureListener.CLOSE_ON_FAILURE)
                .addListener(written -> complete(written.isSuccess()));
        onResponseEnd.run();
    }

    /** Breaks the answer off so that the client cannot take it for complete. */
    public void abort() {
        ended = true;
        ChannelFuture unused = context.close();
        complete(false);
    }

    public void writabilityChanged() {
        if (isWritable() && !ended) {
            listener.writable();
        }
    }

    public void clientGone() {
        if (!ended) {
            ended = true;
            LOG.log(System.Logger.Level.DEBUG, "{0} abandoned by the client", description);
            listener.clientGone();
            complete(false);
        }
    }

    private void complete(boolean written) {
        if (!completed) {
            completed = true;
            onComplete.accept(written);
        }
    }

    private void addCommonHeaders(HttpResponse response) {
        response.headers().set(HttpHeaderNames.SERVER, "parlando-offline");
        response.headers()
                .set(
                        HttpHeaderNames.DATE,
                        DateTimeFormatter.RFC_1123_DATE_TIME.format(ZonedDateTime.now(ZoneOffset.UTC)));
        response.headers().set("x-region", "offline");
        response.headers().set("x-trace-id", RandomIds.traceId());
        LOG.log(
                System.Logger.Level.DEBUG,
                "{0} answered {1}",
                description,
                response.status().code());
    }
}
