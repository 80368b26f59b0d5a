package dev.parlando.internal.connect;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;

/** Ends the pipeline while a connection is made, so that Netty does not log failures that are reported anyway. Stateless. */
final class ConnectTailHandler extends ChannelInboundHandlerAdapter {
    static final String NAME = "quiet-tail";

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
        // The future of the step that failed tells it.
    }
}
