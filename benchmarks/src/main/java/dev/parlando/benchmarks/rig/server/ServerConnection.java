package dev.parlando.benchmarks.rig.server;

import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOption;
import io.netty.handler.codec.http2.Http2Error;
import io.netty.handler.codec.http2.Http2FrameCodec;

/**
 * Is one connection as the server sees it.
 *
 * <p>Threading: owned by the server's event loop.
 */
final class ServerConnection {
    private final ChannelHandlerContext ctx;
    private int unfinished;
    private int lastStreamId = Integer.MAX_VALUE;

    /** Takes the place of the codec in the connection's pipeline. */
    ServerConnection(ChannelHandlerContext ctx) {
        this.ctx = ctx;
    }

    /** Counts an answer that has begun, or with -1 one that has ended. */
    void countUnfinished(int change) {
        unfinished += change;
    }

    int unfinished() {
        return unfinished;
    }

    boolean hasSentGoAway() {
        return lastStreamId != Integer.MAX_VALUE;
    }

    /** Returns whether a request is not to be answered, since it came after the GOAWAY. */
    boolean isAfterGoAway(int streamId) {
        return streamId > lastStreamId;
    }

    /**
     * Lets what runs finish and takes nothing new, without a warning before. The codec is passed over: once it has sent
     * a GOAWAY itself, it takes a request that crossed with it for an error of the connection.
     */
    void goAway() {
        Http2FrameCodec codec = (Http2FrameCodec) ctx.handler();
        lastStreamId = codec.connection().remote().lastStreamCreated();
        codec.encoder()
                .frameWriter()
                .writeGoAway(ctx, lastStreamId, Http2Error.NO_ERROR.code(), Unpooled.EMPTY_BUFFER, ctx.newPromise());
        ctx.flush();
    }

    /** Resets TCP, past all handlers: no GOAWAY, no close_notify. */
    void reset() {
        Channel channel = ctx.channel();
        channel.config().setOption(ChannelOption.SO_LINGER, 0);
        channel.unsafe().close(channel.voidPromise());
    }
}
