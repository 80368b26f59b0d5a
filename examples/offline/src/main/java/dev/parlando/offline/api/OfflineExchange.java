package dev.parlando.offline.api;

import dev.parlando.offline.json.HttpErrorException;
import dev.parlando.offline.json.Json;
import dev.parlando.offline.json.RandomIds;
import dev.parlando.offline.load.AnswerFault;
import dev.parlando.offline.load.RequestOutcome;
import dev.parlando.offline.record.RequestRecord;
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
import org.jspecify.annotations.Nullable;

/**
 * The response side of one request, over HTTP/1.1 or one HTTP/2 stream. The body is sent as a whole or in pieces.
 *
 * <p>Threading: confined to the event loop, which also calls the {@link Listener}.
 */
public final class OfflineExchange {
    private static final System.Logger LOG = System.getLogger(OfflineExchange.class.getName());

    /** A listener for the progress of a response. Called on the event loop. */
    public interface Listener {
        /** Called when the client has read enough for more data to be written. */
        void writable();

        /** Called when the client has disconnected or cancelled the request; nothing more can be sent. */
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
    private final RequestRecord record;
    private final Runnable onResponseEnd;
    private Listener listener = NO_LISTENER;
    private Consumer<Boolean> onComplete = written -> {};
    private @Nullable ChannelFuture lastWrite;
    private boolean started;
    private boolean closesAtEnd;
    private boolean ended;
    private boolean completed;

    /**
     * Opens an exchange.
     *
     * @param context the channel to write to
     * @param description method and path for the log; no headers and no query, because these can contain secrets
     * @param record receives the progress of the response
     * @param onResponseEnd called when the whole response has been passed to the channel
     */
    public OfflineExchange(
            ChannelHandlerContext context, String description, RequestRecord record, Runnable onResponseEnd) {
        this.context = context;
        this.description = description;
        this.record = record;
        this.onResponseEnd = onResponseEnd;
    }

    /** Runs a task on the event loop, asynchronously. */
    public void execute(Runnable task) {
        context.executor().execute(task);
    }

    public void setListener(Listener newListener) {
        listener = newListener;
    }

    /**
     * Sets the action to run once when the exchange is over. Its argument is true if the last byte of the response was
     * written, and false if it never will be.
     *
     * <p>A slow client can delay the action until long after {@link #end}.
     */
    public void onComplete(Consumer<Boolean> action) {
        onComplete = action;
    }

    /** Returns the address of the client, or a loopback address if the client has already disconnected. */
    public InetAddress clientAddress() {
        return context.channel().remoteAddress() instanceof InetSocketAddress remote
                ? remote.getAddress()
                : InetAddress.getLoopbackAddress();
    }

    /** Returns whether the headers of a successful response have been sent. */
    public boolean isStarted() {
        return started;
    }

    public boolean isWritable() {
        return context.channel().isWritable();
    }

    public void sendError(HttpErrorException refusal) {
        sendJson(refusal.status(), refusal.body(), refusal.headers());
    }

    /** Sends a complete JSON response. */
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
        record.sent(bytes.length);
        writeLast(response);
    }

    /**
     * Sends response headers with status 200; the body follows. Without a content length the transfer encoding is
     * chunked.
     */
    public void sendHeaders(HttpHeaders headers) {
        sendHeaders(HttpResponseStatus.OK.code(), headers);
    }

    /** Sends response headers with any status; the body follows. */
    public void sendHeaders(int status, HttpHeaders headers) {
        started = status == HttpResponseStatus.OK.code();
        HttpResponse response =
                new DefaultHttpResponse(HttpVersion.HTTP_1_1, HttpResponseStatus.valueOf(status), headers);
        if (!HttpUtil.isContentLengthSet(response)) {
            HttpUtil.setTransferEncodingChunked(response, true);
        }
        if (closesAtEnd) {
            HttpUtil.setKeepAlive(response, false); // Otherwise the next request may be sent before the close arrives.
        }
        addCommonHeaders(response);
        written(context.write(response));
    }

    /** Sends everything written so far, such as headers whose body follows later. */
    public void flush() {
        context.flush();
    }

    public void write(byte[] bytes) {
        ByteBuf content = Unpooled.wrappedBuffer(bytes);
        record.sent(bytes.length);
        written(context.writeAndFlush(new DefaultHttpContent(content)));
    }

    private void written(ChannelFuture write) {
        lastWrite = write.addListener(ChannelFutureListener.CLOSE_ON_FAILURE);
    }

    public void end() {
        writeLast(new DefaultLastHttpContent());
    }

    private void writeLast(LastHttpContent last) {
        ended = true;
        context.writeAndFlush(last)
                .addListener(closesAtEnd ? ChannelFutureListener.CLOSE : ChannelFutureListener.CLOSE_ON_FAILURE)
                .addListener(
                        written -> complete(written.isSuccess() ? RequestOutcome.COMPLETED : RequestOutcome.CANCELLED));
        onResponseEnd.run();
    }

    /**
     * Injects a fault once all written bytes are sent. After {@link AnswerFault#GO_AWAY} the response goes on; after
     * every other fault nothing more is sent.
     */
    public void inject(AnswerFault fault) {
        FaultInjector injector = new FaultInjector(context.channel());
        if (fault == AnswerFault.STALL) {
            flush();
        } else if (fault == AnswerFault.GO_AWAY && !injector.isHttp2()) {
            closesAtEnd = true;
        } else if (fault == AnswerFault.GO_AWAY) {
            injector.inject(fault);
        } else if (fault == AnswerFault.TRUNCATION && injector.isHttp2()) {
            breakOff(() -> context.writeAndFlush(new DefaultLastHttpContent()));
        } else {
            breakOff(() -> injector.inject(fault));
        }
    }

    private void breakOff(Runnable fault) {
        ended = true;
        context.flush();
        if (lastWrite == null) {
            fault.run();
        } else {
            lastWrite.addListener(written -> fault.run());
        }
        complete(RequestOutcome.BROKEN_OFF);
    }

    /** Closes the channel, so that the client cannot mistake the truncated response for a complete one. */
    public void abort() {
        ended = true;
        ChannelFuture unused = context.close();
        complete(RequestOutcome.BROKEN_OFF);
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
            complete(RequestOutcome.CANCELLED);
        }
    }

    private void complete(RequestOutcome outcome) {
        if (!completed) {
            completed = true;
            record.ended(outcome);
            onComplete.accept(outcome == RequestOutcome.COMPLETED);
        }
    }

    private void addCommonHeaders(HttpResponse response) {
        record.responded(response.status().code());
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
