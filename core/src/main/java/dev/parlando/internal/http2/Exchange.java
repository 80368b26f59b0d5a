package dev.parlando.internal.http2;

import dev.parlando.error.ParlandoException;
import dev.parlando.internal.connect.Origin;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.http2.DefaultHttp2DataFrame;
import io.netty.handler.codec.http2.DefaultHttp2HeadersFrame;
import io.netty.handler.codec.http2.DefaultHttp2ResetFrame;
import io.netty.handler.codec.http2.Http2DataFrame;
import io.netty.handler.codec.http2.Http2Error;
import io.netty.handler.codec.http2.Http2GoAwayFrame;
import io.netty.handler.codec.http2.Http2Headers;
import io.netty.handler.codec.http2.Http2HeadersFrame;
import io.netty.handler.codec.http2.Http2ResetFrame;
import io.netty.handler.codec.http2.Http2StreamChannel;
import io.netty.util.ReferenceCountUtil;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Is one request and its answer on one HTTP/2 stream; subclasses say what is sent and what becomes of the answer.
 *
 * <p>Threading: owned by the event loop of its lane; it never blocks and never runs user code. Exactly one of
 * {@link #onEnd} and {@link #onFailed} is called, last.
 */
abstract class Exchange extends ChannelInboundHandlerAdapter {
    private @Nullable Http2StreamChannel channel;
    private @Nullable Connection connection;
    private boolean headSeen;
    private boolean closed;

    /** Returns the head of the request, which goes to the given place. */
    abstract Http2Headers requestHeaders(Origin origin);

    /** Returns the body of the request; empty if it has none. */
    abstract byte[] requestBody();

    /** Returns whether the peer may send more as soon as bytes arrive, rather than when they were taken. */
    abstract boolean creditsByItself();

    /** Is told that a connection is ready for the request. */
    void onConnected(boolean reused) {}

    /** Is told that the whole request was written. */
    void onRequestSent() {}

    /** Takes the head of the final response. */
    abstract void onHead(Http2Headers headers, String protocol);

    /**
     * Takes over a piece of the body.
     *
     * @param data the bytes, to be released by the callee
     * @param paddingBytes bytes that count against the window but carry nothing
     */
    abstract void onBody(ByteBuf data, int paddingBytes);

    /** Is told that the peer ended the stream. */
    abstract void onEnd();

    /** Is told that the exchange failed; how far it got is known from what came before. */
    abstract void onFailed(ParlandoException error);

    /** Makes the error for a stream that broke off, whose words depend on what had arrived. */
    abstract ParlandoException brokenOff(String reason, @Nullable Throwable cause, boolean refused);

    final boolean isClosed() {
        return closed;
    }

    final @Nullable Http2StreamChannel channel() {
        return channel;
    }

    /** Fails the exchange before it had a stream. */
    final void failUnsent(ParlandoException error) {
        if (!closed) {
            closed = true;
            onFailed(error);
        }
    }

    /** Sends the request on a stream that was just opened. */
    final void begin(Http2StreamChannel opened, Connection owner, boolean reused) {
        channel = opened;
        connection = owner;
        if (closed) {
            opened.close();
            return;
        }
        onConnected(reused);
        byte[] body = requestBody();
        ChannelFuture written =
                opened.write(new DefaultHttp2HeadersFrame(requestHeaders(owner.origin()), body.length == 0));
        if (body.length > 0) {
            written = opened.write(new DefaultHttp2DataFrame(Unpooled.wrappedBuffer(body), true));
        }
        written.addListener(future -> {
            if (future.isSuccess()) {
                onRequestSent();
            }
        });
        opened.flush();
    }

    /** Closes the exchange on our own account: the peer is told with RST_STREAM, and no further callback comes. */
    final void abandon(Http2Error code) {
        if (closed) {
            return;
        }
        closed = true;
        if (channel != null) {
            channel.writeAndFlush(new DefaultHttp2ResetFrame(code));
            channel.close();
        }
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) {
        if (closed) {
            ReferenceCountUtil.release(message);
        } else if (message instanceof Http2HeadersFrame headers) {
            readHeaders(headers);
        } else if (message instanceof Http2DataFrame data) {
            readData(data);
        } else {
            ReferenceCountUtil.release(message);
        }
    }

    private void readHeaders(Http2HeadersFrame frame) {
        CharSequence status = frame.headers().status();
        boolean informational = status != null && status.length() == 3 && status.charAt(0) == '1';
        if (!headSeen && !informational) {
            headSeen = true;
            onHead(frame.headers(), connection().protocol());
        }
        if (frame.isEndStream()) {
            finish();
        }
    }

    private void readData(Http2DataFrame frame) {
        boolean last = frame.isEndStream();
        onBody(
                frame.content(),
                frame.initialFlowControlledBytes() - frame.content().readableBytes());
        if (last) {
            finish();
        }
    }

    private void finish() {
        // The answer may have made the subclass abandon the exchange meanwhile.
        if (!closed) {
            closed = true;
            onEnd();
        }
    }

    private void breakOff(String reason, @Nullable Throwable cause, boolean refused) {
        if (!closed) {
            closed = true;
            onFailed(brokenOff(reason, cause, refused));
        }
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext ctx, Object event) {
        if (event instanceof Http2ResetFrame reset) {
            Http2Error code = Http2Error.valueOf(reset.errorCode());
            breakOff(
                    "the server reset the stream with " + (code == null ? "code " + reset.errorCode() : code),
                    null,
                    code == Http2Error.REFUSED_STREAM);
        } else if (event instanceof Http2GoAwayFrame) {
            // Sent to streams above the last one that the server will process; each gets its own retained copy.
            breakOff("the server is closing the connection and did not process the request", null, true);
            ctx.close();
        }
        ReferenceCountUtil.release(event);
    }

    @Override
    public void channelInactive(ChannelHandlerContext ctx) {
        Throwable cause = connection().failure();
        breakOff(connection().closedReason(), cause, false);
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
        breakOff("the HTTP/2 stream failed (" + cause.getMessage() + ")", cause, false);
        ctx.close();
    }

    private Connection connection() {
        return Objects.requireNonNull(connection, "an exchange receives nothing before it begins");
    }
}
