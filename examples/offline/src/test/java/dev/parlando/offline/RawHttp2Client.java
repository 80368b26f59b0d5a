package dev.parlando.offline;

import io.netty.bootstrap.Bootstrap;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.handler.codec.http2.DefaultHttp2DataFrame;
import io.netty.handler.codec.http2.DefaultHttp2Headers;
import io.netty.handler.codec.http2.DefaultHttp2HeadersFrame;
import io.netty.handler.codec.http2.DefaultHttp2ResetFrame;
import io.netty.handler.codec.http2.DefaultHttp2WindowUpdateFrame;
import io.netty.handler.codec.http2.Http2DataFrame;
import io.netty.handler.codec.http2.Http2Error;
import io.netty.handler.codec.http2.Http2FrameCodecBuilder;
import io.netty.handler.codec.http2.Http2Headers;
import io.netty.handler.codec.http2.Http2HeadersFrame;
import io.netty.handler.codec.http2.Http2MultiplexHandler;
import io.netty.handler.codec.http2.Http2StreamChannel;
import io.netty.handler.codec.http2.Http2StreamChannelBootstrap;
import io.netty.handler.codec.http2.Http2StreamChannelOption;
import io.netty.util.ReferenceCountUtil;
import io.netty.util.concurrent.Future;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/** An HTTP/2 connection with prior knowledge, whose streams return flow-control credit only on request. */
final class RawHttp2Client implements AutoCloseable {
    private static final long PATIENCE_SECONDS = 60;

    private final MultiThreadIoEventLoopGroup loop = new MultiThreadIoEventLoopGroup(1, NioIoHandler.newFactory());
    private final OfflineVoiceServer server;
    private final Channel connection;

    RawHttp2Client(OfflineVoiceServer server) throws InterruptedException {
        this.server = server;
        connection = new Bootstrap()
                .group(loop)
                .channel(NioSocketChannel.class)
                .handler(new ChannelInitializer<Channel>() {
                    @Override
                    protected void initChannel(Channel channel) {
                        channel.pipeline()
                                .addLast(
                                        Http2FrameCodecBuilder.forClient()
                                                .gracefulShutdownTimeoutMillis(0)
                                                .build(),
                                        new Http2MultiplexHandler(new ChannelInboundHandlerAdapter()));
                    }
                })
                .connect(server.baseUri().getHost(), server.baseUri().getPort())
                .sync()
                .channel();
    }

    Speech speak(String text, String format) throws Exception {
        Speech speech = new Speech();
        Http2StreamChannel stream = new Http2StreamChannelBootstrap(connection)
                .option(Http2StreamChannelOption.AUTO_STREAM_FLOW_CONTROL, false)
                .handler(speech)
                .open()
                .sync()
                .get();
        speech.stream = stream;
        Http2Headers headers = new DefaultHttp2Headers()
                .method("POST")
                .scheme("http")
                .authority("localhost")
                .path("/v1/text-to-speech/KevinOfflineVoice001/stream?output_format=" + format)
                .set("xi-api-key", server.apiKey());
        ByteBuf body = Unpooled.copiedBuffer("{\"text\":\"" + text + "\"}", StandardCharsets.UTF_8);
        ChannelFuture unused = stream.write(new DefaultHttp2HeadersFrame(headers));
        stream.writeAndFlush(new DefaultHttp2DataFrame(body, true)).sync();
        return speech;
    }

    @Override
    public void close() {
        connection.close().awaitUninterruptibly();
        Future<?> unused = loop.shutdownGracefully(0, 1, TimeUnit.SECONDS);
    }

    /** One stream. Its fields are guarded by its monitor. */
    static final class Speech extends ChannelInboundHandlerAdapter {
        private final ByteArrayOutputStream received = new ByteArrayOutputStream();
        private @Nullable Http2StreamChannel stream;
        private @Nullable Http2Headers headers;
        private int dataFrames;
        private int uncreditedBytes;
        private boolean reading;
        private boolean ended;
        private boolean closed;

        @Override
        public synchronized void channelRead(ChannelHandlerContext context, Object message) {
            if (message instanceof Http2HeadersFrame frame) {
                headers = frame.headers();
                ended |= frame.isEndStream();
            } else if (message instanceof Http2DataFrame frame) {
                byte[] bytes = new byte[frame.content().readableBytes()];
                frame.content().readBytes(bytes);
                received.writeBytes(bytes);
                dataFrames++;
                uncreditedBytes += frame.initialFlowControlledBytes();
                ended |= frame.isEndStream();
                credit(context.channel());
            }
            ReferenceCountUtil.release(message);
            notifyAll();
        }

        private void credit(Channel channel) {
            if (reading && uncreditedBytes > 0 && !ended) {
                ChannelFuture unused = channel.writeAndFlush(new DefaultHttp2WindowUpdateFrame(uncreditedBytes)
                        .stream(((Http2StreamChannel) channel).stream()));
                uncreditedBytes = 0;
            }
        }

        @Override
        public synchronized void channelInactive(ChannelHandlerContext context) {
            closed = true;
            notifyAll();
        }

        synchronized void awaitBytes(int count) throws InterruptedException {
            waitFor(() -> received.size() >= count);
        }

        synchronized void readToEnd() throws InterruptedException {
            reading = true;
            Http2StreamChannel open = stream;
            if (open != null) {
                credit(open);
            }
            waitFor(() -> ended);
        }

        /** Waits for a condition. The timeout restarts whenever data arrives. */
        private void waitFor(BooleanSupplier condition) throws InterruptedException {
            int countedBytes = -1;
            long deadlineNanos = 0;
            while (!condition.getAsBoolean()) {
                if (received.size() != countedBytes) {
                    countedBytes = received.size();
                    deadlineNanos = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
                }
                long leftMillis = TimeUnit.NANOSECONDS.toMillis(deadlineNanos - System.nanoTime());
                if (leftMillis <= 0 || closed) {
                    throw new AssertionError("got " + received.size() + " bytes, then nothing; closed: " + closed);
                }
                wait(leftMillis);
            }
        }

        void reset() {
            Http2StreamChannel open = stream;
            if (open != null) {
                open.writeAndFlush(new DefaultHttp2ResetFrame(Http2Error.CANCEL))
                        .awaitUninterruptibly();
            }
        }

        synchronized byte[] bytes() {
            return received.toByteArray();
        }

        synchronized int dataFrames() {
            return dataFrames;
        }

        synchronized boolean ended() {
            return ended;
        }

        synchronized String header(String name) {
            Http2Headers received = headers;
            return received == null ? "" : String.valueOf(received.get(name));
        }
    }
}
