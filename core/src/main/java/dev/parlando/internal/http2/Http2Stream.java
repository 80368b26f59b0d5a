package dev.parlando.internal.http2;

import dev.parlando.error.InvalidRequestException;
import dev.parlando.internal.exchange.Exchange;
import dev.parlando.internal.exchange.StreamFailure;
import dev.parlando.internal.origin.Origin;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.http2.DefaultHttp2DataFrame;
import io.netty.handler.codec.http2.DefaultHttp2HeadersFrame;
import io.netty.handler.codec.http2.DefaultHttp2ResetFrame;
import io.netty.handler.codec.http2.Http2DataFrame;
import io.netty.handler.codec.http2.Http2Error;
import io.netty.handler.codec.http2.Http2Exception;
import io.netty.handler.codec.http2.Http2GoAwayFrame;
import io.netty.handler.codec.http2.Http2HeadersFrame;
import io.netty.handler.codec.http2.Http2ResetFrame;
import io.netty.handler.codec.http2.Http2StreamChannel;
import io.netty.util.ReferenceCountUtil;
import java.nio.channels.ClosedChannelException;
import org.jspecify.annotations.Nullable;

/**
 * The HTTP/2 stream of one exchange. It converts received frames to calls on the exchange, and the exchange's request
 * and credit to frames.
 *
 * <p>Threading: owned by the event loop of its connection.
 */
final class Http2Stream extends ChannelInboundHandlerAdapter implements Exchange.Carrier {
    private final Http2Session session;
    private final Exchange exchange;
    private final Http2StreamChannel channel;

    Http2Stream(Http2Session session, Exchange exchange, Http2StreamChannel channel) {
        this.session = session;
        this.exchange = exchange;
        this.channel = channel;
    }

    /** Writes the request, and the window of the response after its headers. */
    void send(Origin origin) throws Http2Exception {
        byte[] body = exchange.requestBody();
        ChannelFuture written =
                channel.write(new DefaultHttp2HeadersFrame(exchange.requestHeaders(origin), body.length == 0));
        session.windows().open(channel.stream().id(), exchange.windowBytes());
        if (body.length > 0) {
            written.addListener(headers -> failIfRefused(headers.cause()));
            written = channel.write(new DefaultHttp2DataFrame(Unpooled.wrappedBuffer(body), true));
        }
        written.addListener(future -> {
            if (future.isSuccess()) {
                exchange.requestWritten();
            } else {
                failIfRefused(future.cause());
            }
        });
        channel.flush();
    }

    /** Fails the exchange if the codec refused to write. A closed channel reports its own reason. */
    private void failIfRefused(@Nullable Throwable cause) {
        if (cause instanceof Http2Exception.HeaderListSizeException) {
            exchange.failUnsent(new InvalidRequestException(
                    "request", "has longer headers than the server accepts (" + cause.getMessage() + ")"));
        } else if (cause != null && !(cause instanceof ClosedChannelException)) {
            exchange.fail(StreamFailure.of("the request could not be written (" + cause.getMessage() + ")", cause));
        }
    }

    @Override
    public String protocol() {
        return session.protocol();
    }

    @Override
    public void credit(int bytes) {
        channel.writeAndFlush(new ManualCredit.Credit(bytes));
    }

    @Override
    public void reset(Http2Error code) {
        channel.writeAndFlush(new DefaultHttp2ResetFrame(code));
        channel.close();
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) {
        if (message instanceof Http2DataFrame data) {
            boolean last = data.isEndStream();
            int bytes = data.initialFlowControlledBytes();
            exchange.receiveBody(data.content(), bytes - data.content().readableBytes());
            if (exchange.creditsAutomatically()) {
                credit(bytes);
            }
            endIfLast(last);
        } else if (message instanceof Http2HeadersFrame headers) {
            exchange.receiveHeaders(headers.headers());
            endIfLast(headers.isEndStream());
        } else {
            ReferenceCountUtil.release(message);
        }
    }

    private void endIfLast(boolean last) {
        if (last) {
            exchange.receiveEnd();
        }
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext ctx, Object event) {
        if (event instanceof Http2ResetFrame reset) {
            boolean refused = reset.errorCode() == Http2Error.REFUSED_STREAM.code();
            String reason = "the server reset the stream with " + Http2Session.errorName(reset.errorCode());
            exchange.fail(refused ? StreamFailure.refused(reason) : StreamFailure.of(reason, null));
        } else if (event instanceof Http2GoAwayFrame goAway) {
            // Sent to streams above the last one that the server will process; each stream gets its own retained copy.
            exchange.fail(goAwayFailure(goAway.errorCode()));
            ctx.close();
        }
        ReferenceCountUtil.release(event);
    }

    /** Returns the failure of a stream above the GOAWAY's last stream id, which is unreliable with an error code. */
    private static StreamFailure goAwayFailure(long code) {
        String reason = "the server is closing the connection and did not process the request";
        return code == Http2Error.NO_ERROR.code()
                ? StreamFailure.refused(reason)
                : StreamFailure.of(reason + " (" + Http2Session.errorName(code) + ")", null);
    }

    @Override
    public void channelInactive(ChannelHandlerContext ctx) {
        exchange.fail(session.failure());
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
        exchange.fail(StreamFailure.of("the HTTP/2 stream failed (" + cause.getMessage() + ")", cause));
        if (!(cause instanceof Http2Exception)) {
            ctx.close(); // Otherwise the codec resets the stream with the error's own code.
        }
    }
}
