package dev.parlando.benchmarks.rig.server;

import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOption;
import io.netty.handler.codec.http2.Http2Error;
import io.netty.handler.codec.http2.Http2FrameCodec;

/**
 * The server side of one connection.
 *
 * <p>Threading: owned by the server's event loop.
 */
final class ServerConnection {
    private final ChannelHandlerContext ctx;
    private int unfinished;
    private int lastStreamId = Integer.MAX_VALUE;

    /** Creates the server side of a connection from the codec's context in its pipeline. */
    ServerConnection(ChannelHandlerContext ctx) {
        this.ctx = ctx;
    }

    /** Adds to the number of unfinished responses: 1 when a response starts, -1 when it ends. */
    void countUnfinished(int change) {
        unfinished += change;
    }

    int unfinished() {
        return unfinished;
    }

    boolean hasSentGoAway() {
        return lastStreamId != Integer.MAX_VALUE;
    }

    /** Returns whether a request arrived after the GOAWAY and must be ignored. */
    boolean isAfterGoAway(int streamId) {
        return streamId > lastStreamId;
    }

    /**
     * Sends GOAWAY without a prior warning, lets running streams finish and accepts no new ones. It bypasses the codec,
     * which after its own GOAWAY treats a request that crosses it as a connection error.
     */
    void goAway() {
        Http2FrameCodec codec = (Http2FrameCodec) ctx.handler();
        lastStreamId = codec.connection().remote().lastStreamCreated();
        codec.encoder()
                .frameWriter()
                .writeGoAway(ctx, lastStreamId, Http2Error.NO_ERROR.code(), Unpooled.EMPTY_BUFFER, ctx.newPromise());
        ctx.flush();
    }

    /** Resets the TCP connection and bypasses all handlers, so that neither GOAWAY nor close_notify is sent. */
    void reset() {
        Channel channel = ctx.channel();
        channel.config().setOption(ChannelOption.SO_LINGER, 0);
        channel.unsafe().close(channel.voidPromise());
    }
}
