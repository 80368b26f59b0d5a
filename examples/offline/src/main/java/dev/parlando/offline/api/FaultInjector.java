package dev.parlando.offline.api;

import dev.parlando.offline.load.AnswerFault;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOption;
import io.netty.channel.socket.DuplexChannel;
import io.netty.handler.codec.http2.DefaultHttp2ResetFrame;
import io.netty.handler.codec.http2.Http2Error;
import io.netty.handler.codec.http2.Http2FrameCodec;
import io.netty.handler.codec.http2.Http2StreamChannel;
import org.jspecify.annotations.Nullable;

/** Injects a fault below one exchange. Threading: confined to the event loop. */
public final class FaultInjector {
    private final Channel connection;
    private final @Nullable Http2StreamChannel stream;

    /**
     * Creates the injector of an exchange.
     *
     * @param channel the connection, or an HTTP/2 stream
     */
    FaultInjector(Channel channel) {
        stream = channel instanceof Http2StreamChannel http2 ? http2 : null;
        connection = stream == null ? channel : stream.parent();
    }

    boolean isHttp2() {
        return stream != null;
    }

    void inject(AnswerFault fault) {
        switch (fault) {
            case CUT, TRUNCATION -> cut();
            case CONNECTION_RESET -> reset(connection);
            case STREAM_RESET -> resetStream(Http2Error.INTERNAL_ERROR);
            case STREAM_REFUSED -> resetStream(Http2Error.REFUSED_STREAM);
            case GO_AWAY -> goAway(0, Http2Error.NO_ERROR);
            case GO_AWAY_UNPROCESSED -> goAway(2, Http2Error.NO_ERROR);
            case GO_AWAY_ERROR -> goAway(0, Http2Error.INTERNAL_ERROR);
            case STALL -> {}
        }
    }

    /**
     * Closes the server's half only: a socket that is closed with unread bytes sends a reset, which can overtake data
     * that the client has not read.
     */
    private void cut() {
        if (connection instanceof DuplexChannel duplex) {
            ChannelFuture unused = duplex.shutdownOutput();
        }
    }

    /** Closes a connection with a TCP reset. */
    public static void reset(Channel connection) {
        connection.config().setOption(ChannelOption.SO_LINGER, 0);
        ChannelFuture unused = connection.close();
    }

    private void resetStream(Http2Error error) {
        if (stream == null) {
            reset(connection);
        } else {
            ChannelFuture unused = stream.writeAndFlush(new DefaultHttp2ResetFrame(error));
        }
    }

    private void goAway(int excludedIds, Http2Error error) {
        if (stream == null) {
            cut();
            return;
        }
        Http2FrameCodec codec = connection.pipeline().get(Http2FrameCodec.class);
        ChannelHandlerContext context = connection.pipeline().context(codec);
        int last = Math.max(0, stream.stream().id() - excludedIds);
        ChannelFuture unused = codec.goAway(context, last, error.code(), Unpooled.EMPTY_BUFFER, context.newPromise());
        context.flush();
    }
}
