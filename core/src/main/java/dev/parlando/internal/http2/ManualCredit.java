package dev.parlando.internal.http2;

import dev.parlando.internal.event.LibraryClasses;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandler.Sharable;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOutboundHandlerAdapter;
import io.netty.channel.ChannelPipeline;
import io.netty.channel.ChannelPromise;
import io.netty.handler.codec.http2.DefaultHttp2WindowUpdateFrame;
import io.netty.handler.codec.http2.Http2StreamChannelBootstrap;
import io.netty.handler.codec.http2.Http2StreamChannelOption;
import io.netty.handler.codec.http2.Http2WindowUpdateFrame;

/**
 * The switch that leaves the credit of streams to this library. Older versions of Netty return the credit of received
 * bytes themselves and have no option against it, so this handler discards their credit.
 *
 * <p>Threading: without state. In the pipeline it is between the codec and the multiplexer of streams.
 */
@Sharable
final class ManualCredit extends ChannelOutboundHandlerAdapter {
    private static final boolean HAS_OPTION =
            LibraryClasses.find("io.netty.handler.codec.http2.Http2StreamChannelOption") != null;

    ManualCredit() {}

    /** Adds the handler to the pipeline of a connection if its version of Netty needs it. */
    static void addTo(ChannelPipeline connection) {
        if (!HAS_OPTION) {
            connection.addLast(new ManualCredit());
        }
    }

    /** Returns a bootstrap for a stream to which only {@link Credit} is returned. */
    static Http2StreamChannelBootstrap newStream(Channel connection) {
        Http2StreamChannelBootstrap stream = new Http2StreamChannelBootstrap(connection);
        return HAS_OPTION ? stream.option(Http2StreamChannelOption.AUTO_STREAM_FLOW_CONTROL, false) : stream;
    }

    @Override
    public void write(ChannelHandlerContext ctx, Object message, ChannelPromise promise) {
        if (message instanceof Http2WindowUpdateFrame && !(message instanceof Credit)) {
            promise.setSuccess();
        } else {
            ctx.write(message, promise);
        }
    }

    /** The credit for bytes that this library has consumed. */
    static final class Credit extends DefaultHttp2WindowUpdateFrame {
        Credit(int bytes) {
            super(bytes);
        }
    }
}
