package dev.parlando.internal.pool;

import dev.parlando.internal.connect.FirstByteHandler;
import io.netty.channel.ChannelHandlerContext;

/**
 * A handler that detects a server without HTTP/2 on a cleartext connection, where no protocol is negotiated.
 *
 * <p>An HTTP/2 server begins with a SETTINGS frame. The first byte of its length is 0, since a longer frame exceeds the
 * size that the client accepts. Servers for HTTP/1.1 respond to the client's preface in text, or they close the
 * connection. A silent server ends in the same way, since the session closes the connection after a time limit.
 *
 * <p>Threading: owned by the channel's event loop.
 */
final class ServerPrefaceCheck extends FirstByteHandler {
    private final boolean speaksHttp2;
    private final Runnable onOtherProtocol;
    private boolean reported;

    /**
     * Creates the handler of one channel.
     *
     * @param speaksHttp2 whether the server has spoken HTTP/2 before, so that only its bytes can show another protocol
     * @param onOtherProtocol called once, before the channel is closed
     */
    ServerPrefaceCheck(boolean speaksHttp2, Runnable onOtherProtocol) {
        this.speaksHttp2 = speaksHttp2;
        this.onOtherProtocol = onOtherProtocol;
    }

    @Override
    protected boolean accepts(ChannelHandlerContext ctx, int firstByte) {
        if (firstByte != 0) {
            report();
            ctx.close();
        }
        return firstByte == 0;
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
        if (speaksHttp2 && !reported) {
            ctx.fireExceptionCaught(cause);
        } else {
            report(); // Such as a reset, by which a server ends a connection with unread bytes.
            ctx.close();
        }
    }

    @Override
    public void channelInactive(ChannelHandlerContext ctx) {
        if (!speaksHttp2) {
            report();
        }
        ctx.fireChannelInactive();
    }

    private void report() {
        if (!reported) {
            reported = true;
            onOtherProtocol.run();
        }
    }
}
