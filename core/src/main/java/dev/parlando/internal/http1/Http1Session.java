package dev.parlando.internal.http1;

import dev.parlando.internal.connect.FirstByteHandler;
import dev.parlando.internal.connect.Protocol;
import dev.parlando.internal.event.NettyFeatures;
import dev.parlando.internal.exchange.Exchange;
import dev.parlando.internal.exchange.Session;
import dev.parlando.internal.exchange.StreamFailure;
import dev.parlando.internal.exchange.TransportSettings;
import dev.parlando.internal.origin.Origin;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.http.DefaultFullHttpRequest;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.HttpClientCodec;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpObject;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpStatusClass;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.handler.codec.http2.Http2Error;
import io.netty.handler.codec.http2.Http2Headers;
import io.netty.handler.codec.http2.HttpConversionUtil;
import io.netty.handler.ssl.SslCloseCompletionEvent;
import io.netty.util.ReferenceCountUtil;
import java.nio.channels.ClosedChannelException;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * An HTTP/1.1 connection, for servers and proxies that do not support HTTP/2. It runs one exchange at a time, and
 * cancelling an exchange closes the connection.
 *
 * <p>The protocol has no check of an idle connection. One that has been idle for longer than the limit is therefore not
 * used again.
 *
 * <p>For backpressure, it stops reading from the socket once a window of bytes is unconsumed.
 *
 * <p>Threading: owned by the event loop.
 */
public final class Http1Session extends ChannelInboundHandlerAdapter implements Session, Exchange.Carrier {
    private static final int MAX_LINE_BYTES = 8 * 1024;
    private static final int MAX_HEADER_BYTES = 32 * 1024;
    private static final int MAX_CHUNK_BYTES = 16 * 1024;

    private final Origin origin;
    private final long maxIdleNanos;
    private final Listener listener;
    private @Nullable Channel channel;
    private @Nullable Exchange exchange;
    private @Nullable StreamFailure failure;
    private boolean used;
    private boolean responded;
    private boolean informationalResponse;
    private boolean bodyEndsWithConnection;
    private boolean tlsClosedCleanly;
    private boolean keepAlive = true;
    private int windowBytes;
    private long unreadBytes;
    private long idleSinceNanos;

    public Http1Session(Origin origin, TransportSettings settings, Listener listener) {
        this.origin = origin;
        this.maxIdleNanos = settings.probeAfterIdle().toNanos();
        this.listener = listener;
    }

    @Override
    public void start(Channel connected) {
        channel = connected;
        idleSinceNanos = now();
        if (!origin.secure()) {
            connected.pipeline().addLast(new Http2Detector());
        }
        HttpClientCodec codec = new HttpClientCodec(MAX_LINE_BYTES, MAX_HEADER_BYTES, MAX_CHUNK_BYTES);
        connected.pipeline().addLast(codec);
        if (Http1WireLog.isOn()) {
            connected.pipeline().addLast(new Http1WireLog());
        }
        connected.pipeline().addLast(this);
        listener.onAvailable();
    }

    @Override
    public String protocol() {
        return Protocol.HTTP_1_1.token();
    }

    @Override
    public int availableStreams() {
        return exchange == null && keepAlive ? 1 : 0;
    }

    @Override
    public int maxStreams() {
        return 1;
    }

    @Override
    public boolean isCapacityKnown() {
        return true;
    }

    @Override
    public boolean isConfirmed() {
        return responded || !used;
    }

    @Override
    public int activeStreams() {
        return exchange == null ? 0 : 1;
    }

    @Override
    public boolean isStale() {
        return exchange == null && now() - idleSinceNanos > maxIdleNanos;
    }

    @Override
    public boolean probe() {
        return false;
    }

    @Override
    public boolean isProbing() {
        return false;
    }

    @Override
    public void send(Exchange next) {
        boolean reused = used;
        used = true;
        exchange = next;
        bodyEndsWithConnection = false;
        windowBytes = next.windowBytes();
        unreadBytes = 0;
        next.begin(this, reused);
        channel().writeAndFlush(toRequest(next, origin)).addListener(written -> {
            if (written.isSuccess()) {
                next.requestWritten();
            } else if (!(written.cause() instanceof ClosedChannelException)) {
                fail(StreamFailure.of(
                        "the request could not be written (" + written.cause().getMessage() + ")", written.cause()));
            }
        });
    }

    @Override
    public void credit(int bytes) {
        unreadBytes -= bytes;
        updateAutoRead();
    }

    private void updateAutoRead() {
        channel().config().setAutoRead(unreadBytes < windowBytes);
    }

    @Override
    public void reset(Http2Error code) {
        channel().close();
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) {
        if (exchange == null || !(message instanceof HttpObject part)) {
            ReferenceCountUtil.release(message);
            fail(StreamFailure.of(origin.address() + " sent an unsolicited response", null));
        } else if (part.decoderResult().isFailure()) {
            ReferenceCountUtil.release(message);
            Throwable cause = part.decoderResult().cause();
            fail(StreamFailure.of(
                    origin.address() + " broke the rules of HTTP/1.1 (" + cause.getMessage() + ")", cause));
        } else {
            read(part, exchange);
        }
    }

    private void read(HttpObject part, Exchange current) {
        if (part instanceof HttpResponse response) {
            responded = true;
            informationalResponse = response.status().codeClass() == HttpStatusClass.INFORMATIONAL;
            if (!informationalResponse) {
                keepAlive = HttpUtil.isKeepAlive(response);
                bodyEndsWithConnection =
                        !HttpUtil.isTransferEncodingChunked(response) && !HttpUtil.isContentLengthSet(response);
            }
            current.receiveHeaders(toHttp2Headers(response));
        }
        if (part instanceof HttpContent content) {
            readBody(content.content(), current);
            if (content instanceof LastHttpContent && !informationalResponse) {
                end(current);
            }
        }
    }

    private void readBody(ByteBuf data, Exchange current) {
        if (!data.isReadable()) {
            data.release();
            return;
        }
        if (!current.creditsAutomatically()) {
            unreadBytes += data.readableBytes();
            updateAutoRead();
        }
        current.receiveBody(data, 0);
    }

    /**
     * Ends a body. A body delimited by the end of the connection is complete only after a TLS close_notify (RFC 9112,
     * section 8). In cleartext the end of TCP has to suffice; a reset fails the exchange before.
     */
    private void end(Exchange current) {
        if (bodyEndsWithConnection && origin.secure() && !tlsClosedCleanly) {
            fail(failure());
            return;
        }
        exchange = null;
        idleSinceNanos = now();
        channel().config().setAutoRead(true);
        current.receiveEnd();
        if (keepAlive) {
            listener.onAvailable();
        } else {
            channel().close();
        }
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext ctx, Object event) {
        if (event instanceof SslCloseCompletionEvent close) {
            tlsClosedCleanly = close.isSuccess();
        }
        ctx.fireUserEventTriggered(event);
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
        fail(StreamFailure.connectionFailed(origin, cause));
    }

    @Override
    public void channelInactive(ChannelHandlerContext ctx) {
        listener.onClosed(failure());
        failExchange();
    }

    private void fail(StreamFailure newFailure) {
        if (failure == null) {
            failure = newFailure;
        }
        listener.onDraining();
        failExchange();
        channel().close();
    }

    private void failExchange() {
        Exchange current = exchange;
        exchange = null;
        if (current != null) {
            current.fail(failure());
        }
    }

    private StreamFailure failure() {
        return failure != null ? failure : StreamFailure.connectionClosed(origin);
    }

    private Channel channel() {
        return Objects.requireNonNull(channel, "the session has not been started");
    }

    private long now() {
        return NettyFeatures.nanoTime(channel().eventLoop());
    }

    /** A handler that detects a server which speaks only HTTP/2. Such a server has not processed the request. */
    private final class Http2Detector extends FirstByteHandler {
        @Override
        protected boolean accepts(ChannelHandlerContext ctx, int firstByte) {
            if (firstByte == 0) {
                fail(StreamFailure.refused(origin.address() + " speaks HTTP/2 and not HTTP/1.1"));
            }
            return firstByte != 0;
        }
    }

    /** Returns the HTTP/1.1 request of an exchange. */
    private static FullHttpRequest toRequest(Exchange exchange, Origin origin) {
        Http2Headers headers = exchange.requestHeaders(origin);
        byte[] body = exchange.requestBody();
        FullHttpRequest request = new DefaultFullHttpRequest(
                HttpVersion.HTTP_1_1,
                HttpMethod.valueOf(headers.method().toString()),
                headers.path().toString(),
                Unpooled.wrappedBuffer(body));
        for (Map.Entry<CharSequence, CharSequence> header : headers) {
            if (!Http2Headers.PseudoHeaderName.hasPseudoHeaderFormat(header.getKey())) {
                request.headers().add(header.getKey(), header.getValue());
            }
        }
        request.headers().set(HttpHeaderNames.HOST, origin.authority());
        if (body.length > 0) {
            request.headers().set(HttpHeaderNames.CONTENT_LENGTH, body.length);
        }
        return request;
    }

    /** Returns the response headers in HTTP/2 form. */
    private static Http2Headers toHttp2Headers(HttpResponse response) {
        return HttpConversionUtil.toHttp2Headers(response, false);
    }
}
