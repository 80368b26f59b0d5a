package dev.parlando.benchmarks.soak.memory;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandler.Sharable;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.SocketChannel;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.handler.codec.http2.DefaultHttp2DataFrame;
import io.netty.handler.codec.http2.DefaultHttp2Headers;
import io.netty.handler.codec.http2.DefaultHttp2HeadersFrame;
import io.netty.handler.codec.http2.Http2DataFrame;
import io.netty.handler.codec.http2.Http2FrameCodecBuilder;
import io.netty.handler.codec.http2.Http2MultiplexHandler;
import io.netty.util.ReferenceCountUtil;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicLong;

/**
 * A program that responds to every request with 10 MB of audio over cleartext HTTP/2 on loopback. It sends as fast as
 * the flow-control windows allow. It prints its port and then, for each line on stdin, the number of bytes sent. It
 * exits when stdin ends.
 *
 * <p>Threading: its single event loop sends; the main thread reports.
 */
final class EagerServer {
    private static final int BODY_BYTES = 10_000_000;
    private static final int DATA_FRAME_BYTES = 16_384;

    private final AtomicLong sentBytes = new AtomicLong();

    private EagerServer() {}

    /** Serves until stdin ends. */
    public static void main(String[] args) throws IOException {
        EagerServer server = new EagerServer();
        System.out.println(server.listen());
        BufferedReader questions = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        while (questions.readLine() != null) {
            System.out.println(server.sentBytes.get());
        }
        System.exit(0);
    }

    private int listen() {
        ResponseHandler answer = new ResponseHandler();
        Channel listener = new ServerBootstrap()
                .group(new MultiThreadIoEventLoopGroup(1, NioIoHandler.newFactory()))
                .channel(NioServerSocketChannel.class)
                .childHandler(new ChannelInitializer<SocketChannel>() {
                    @Override
                    protected void initChannel(SocketChannel channel) {
                        channel.pipeline()
                                .addLast(
                                        Http2FrameCodecBuilder.forServer()
                                                // Mass cancellation of streams is expected here.
                                                .decoderEnforceMaxRstFramesPerWindow(0, 0)
                                                .build(),
                                        new Http2MultiplexHandler(answer));
                    }
                })
                .bind(InetAddress.getLoopbackAddress(), 0)
                .syncUninterruptibly()
                .channel();
        return ((InetSocketAddress) listener.localAddress()).getPort();
    }

    /** Writes the whole body as soon as the request is complete. All DATA frames share one buffer. */
    @Sharable
    private final class ResponseHandler extends ChannelInboundHandlerAdapter {
        private final ByteBuf piece = Unpooled.unreleasableBuffer(Unpooled.directBuffer(DATA_FRAME_BYTES)
                .writeZero(DATA_FRAME_BYTES)
                .asReadOnly());

        @Override
        public void channelRead(ChannelHandlerContext ctx, Object message) {
            if (message instanceof Http2DataFrame data && data.isEndStream()) {
                ctx.write(new DefaultHttp2HeadersFrame(
                        new DefaultHttp2Headers().status("200").set("content-type", "audio/mpeg")));
                for (int queued = 0; queued < BODY_BYTES; queued += DATA_FRAME_BYTES) {
                    boolean last = queued + DATA_FRAME_BYTES >= BODY_BYTES;
                    ctx.write(new DefaultHttp2DataFrame(piece.duplicate(), last))
                            .addListener(sent -> {
                                if (sent.isSuccess()) {
                                    sentBytes.addAndGet(DATA_FRAME_BYTES);
                                }
                            });
                }
                ctx.flush();
            }
            ReferenceCountUtil.release(message);
        }

        @Override
        public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
            ctx.close();
        }
    }
}
