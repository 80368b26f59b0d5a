package dev.parlando.internal.connect;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.util.ReferenceCountUtil;

/**
 * A handler that checks the first byte of the peer, which shows its protocol. It removes itself once the byte is
 * accepted.
 *
 * <p>Threading: owned by the channel's event loop.
 */
public abstract class FirstByteHandler extends ChannelInboundHandlerAdapter {
    private boolean refused;

    /** Called with the first byte; returns false to discard it with all further ones. */
    protected abstract boolean accepts(ChannelHandlerContext ctx, int firstByte);

    @Override
    public final void channelRead(ChannelHandlerContext ctx, Object message) {
        if (!refused && message instanceof ByteBuf bytes && bytes.isReadable()) {
            refused = !accepts(ctx, bytes.getUnsignedByte(bytes.readerIndex()));
            if (!refused) {
                ctx.pipeline().remove(this);
            }
        }
        if (refused) {
            ReferenceCountUtil.release(message);
        } else {
            ctx.fireChannelRead(message);
        }
    }
}
