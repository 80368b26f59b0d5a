package dev.parlando.internal.connect;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;

/**
 * The end of the pipeline while a connection is set up. It keeps Netty from logging failures that are reported anyway.
 * Stateless.
 */
final class ConnectTailHandler extends ChannelInboundHandlerAdapter {
    static final String NAME = "quiet-tail";

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
        // The future of the failed step reports the failure.
    }
}
