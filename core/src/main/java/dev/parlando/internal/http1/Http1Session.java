package dev.parlando.internal.http1;

import dev.parlando.internal.connect.Origin;
import dev.parlando.internal.connect.Protocol;
import dev.parlando.internal.exchange.Broken;
import dev.parlando.internal.exchange.Carrier;
import dev.parlando.internal.exchange.Exchange;
import dev.parlando.internal.exchange.Session;
import dev.parlando.internal.exchange.TransportSettings;
import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.http.HttpClientCodec;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpObject;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpStatusClass;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.handler.codec.http2.Http2Error;
import io.netty.handler.ssl.SslCloseCompletionEvent;
import io.netty.util.ReferenceCountUtil;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Speaks HTTP/1.1 on one connection, for proxies that know no better: one exchange at a time, and a cancelled one costs
 * the connection.
 *
 * <p>The peer is held back by no longer reading from the socket once a window of bytes is unread.
 *
 * <p>Threading: owned by the event loop.
 */
public final class Http1Session extends ChannelInboundHandlerAdapter implements Session, Carrier {
    private static final int MAX_LINE_BYTES = 8 * 1024;
    private static final int MAX_HEADER_BYTES = 32 * 1024;
    private static final int MAX_CHUNK_BYTES = 16 * 1024;

    private final Origin origin;
    private final int windowBytes;
    private final Owner owner;
    private @Nullable Channel channel;
    private @Nullable Exchange exchange;
    private @Nullable Broken broken;
    private boolean used;
    private boolean informational;
    private boolean endsWithConnection;
    private boolean closedCleanly;
    private boolean keepAlive = true;
    private long unreadBytes;

    public Http1Session(Origin origin, TransportSettings settings, Owner owner) {
        this.origin = origin;
        this.windowBytes = settings.streamWindowBytes();
        this.owner = owner;
    }

    @Override
    public void start(Channel connected) {
        channel = connected;
        HttpClientCodec codec = new HttpClientCodec(MAX_LINE_BYTES, MAX_HEADER_BYTES, MAX_CHUNK_BYTES);
        connected.pipeline().addLast(codec);
        if (Http1WireLog.isOn()) {
            connected.pipeline().addLast(new Http1WireLog());
        }
        connected.pipeline().addLast(this);
        owner.onRoom();
    }

    @Override
    public String protocol() {
        return Protocol.HTTP_1_1.token();
    }

    @Override
    public int room() {
        return exchange == null && keepAlive ? 1 : 0;
    }

    @Override
    public int capacity() {
        return 1;
    }

    @Override
    public boolean isSettled() {
        return true;
    }

    @Override
    public int running() {
        return exchange == null ? 0 : 1;
    }

    @Override
    public void begin(Exchange next) {
        boolean reused = used;
        used = true;
        exchange = next;
        endsWithConnection = false;
        unreadBytes = 0;
        next.begin(this, reused);
        channel().writeAndFlush(Http1Request.of(next, origin)).addListener(written -> {
            if (written.isSuccess()) {
                next.sent();
            }
        });
    }

    @Override
    public void credit(int bytes) {
        unreadBytes -= bytes;
        readIfThereIsRoom();
    }

    private void readIfThereIsRoom() {
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
            breakOff(Broken.off(origin.address() + " sent what nobody asked for", null));
        } else if (part.decoderResult().isFailure()) {
            ReferenceCountUtil.release(message);
            Throwable cause = part.decoderResult().cause();
            breakOff(Broken.off(origin.address() + " broke the rules of HTTP/1.1 (" + cause.getMessage() + ")", cause));
        } else {
            read(part, exchange);
        }
    }

    private void read(HttpObject part, Exchange present) {
        if (part instanceof HttpResponse response) {
            informational = response.status().codeClass() == HttpStatusClass.INFORMATIONAL;
            if (!informational) {
                keepAlive = HttpUtil.isKeepAlive(response);
                endsWithConnection =
                        !HttpUtil.isTransferEncodingChunked(response) && !HttpUtil.isContentLengthSet(response);
            }
            present.head(Http1Request.headersOf(response));
        }
        if (part instanceof HttpContent content) {
            readBody(content.content(), present);
            if (content instanceof LastHttpContent && !informational) {
                end(present);
            }
        }
    }

    private void readBody(ByteBuf data, Exchange present) {
        if (!data.isReadable()) {
            data.release();
            return;
        }
        if (!present.creditsByItself()) {
            unreadBytes += data.readableBytes();
            readIfThereIsRoom();
        }
        present.body(data, 0);
    }

    /** Takes the end of a body; one that ends with the connection is whole only if TLS says so (RFC 9112, section 8). */
    private void end(Exchange present) {
        if (endsWithConnection && !closedCleanly) {
            breakOff(broken());
            return;
        }
        exchange = null;
        channel().config().setAutoRead(true);
        present.end();
        if (keepAlive) {
            owner.onRoom();
        } else {
            channel().close();
        }
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext ctx, Object event) {
        if (event instanceof SslCloseCompletionEvent close) {
            closedCleanly = close.isSuccess();
        }
        ctx.fireUserEventTriggered(event);
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
        breakOff(Broken.failed(origin, cause));
    }

    @Override
    public void channelInactive(ChannelHandlerContext ctx) {
        owner.onClosed(broken());
        breakOffExchange();
    }

    private void breakOff(Broken why) {
        if (broken == null) {
            broken = why;
        }
        owner.onDraining();
        breakOffExchange();
        channel().close();
    }

    private void breakOffExchange() {
        Exchange present = exchange;
        exchange = null;
        if (present != null) {
            present.breakOff(broken());
        }
    }

    private Broken broken() {
        return broken != null ? broken : Broken.closed(origin);
    }

    private Channel channel() {
        return Objects.requireNonNull(channel, "the session has not been started");
    }
}
