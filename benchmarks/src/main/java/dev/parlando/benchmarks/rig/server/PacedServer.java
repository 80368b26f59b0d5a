package dev.parlando.benchmarks.rig.server;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.SocketChannel;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.handler.codec.http2.DefaultHttp2DataFrame;
import io.netty.handler.codec.http2.DefaultHttp2Headers;
import io.netty.handler.codec.http2.DefaultHttp2HeadersFrame;
import io.netty.handler.codec.http2.Http2DataFrame;
import io.netty.handler.codec.http2.Http2FrameCodecBuilder;
import io.netty.handler.codec.http2.Http2MultiplexHandler;
import io.netty.handler.codec.http2.Http2StreamChannel;
import io.netty.handler.codec.http2.Http2StreamFrame;
import io.netty.handler.ssl.SslContext;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.function.IntToLongFunction;
import org.jspecify.annotations.Nullable;

/**
 * An HTTP/2 server that sends the same chunks in response to every request. It sends each chunk when it is due and
 * records the time of the write.
 *
 * <p>Threading: the event loop owns the responses. The recorded times may be read from any thread.
 */
public final class PacedServer implements AutoCloseable {
    private final MultiThreadIoEventLoopGroup loops = new MultiThreadIoEventLoopGroup(1, NioIoHandler.newFactory());
    private final List<byte[]> chunks;
    private final IntToLongFunction dueMillis;
    private final @Nullable SslContext tls;
    /** The write times of the chunks of each response. */
    private final List<AtomicLongArray> answers = new CopyOnWriteArrayList<>();

    private final Channel listener;

    /** Listens on a free loopback port without TLS and sends a chunk every {@code periodMillis}. */
    public PacedServer(List<byte[]> chunks, long periodMillis) {
        this(chunks, chunk -> chunk * periodMillis, null);
    }

    /**
     * Listens on a free loopback port.
     *
     * @param dueMillis returns the due time of a chunk, counted from the response headers
     * @param tls the TLS context of the server, or null for cleartext
     */
    public PacedServer(List<byte[]> chunks, IntToLongFunction dueMillis, @Nullable SslContext tls) {
        this.chunks = chunks;
        this.dueMillis = dueMillis;
        this.tls = tls;
        listener = new ServerBootstrap()
                .group(loops)
                .channel(NioServerSocketChannel.class)
                .childHandler(new ChannelInitializer<SocketChannel>() {
                    @Override
                    protected void initChannel(SocketChannel channel) {
                        if (tls != null) {
                            channel.pipeline().addLast(tls.newHandler(channel.alloc()));
                        }
                        channel.pipeline()
                                .addLast(
                                        Http2FrameCodecBuilder.forServer().build(),
                                        new Http2MultiplexHandler(new StreamInitializer()));
                    }
                })
                .bind(InetAddress.getLoopbackAddress(), 0)
                .syncUninterruptibly()
                .channel();
    }

    /** Returns the base URL for requests. */
    public URI baseUrl() {
        return URI.create((tls == null ? "http" : "https") + "://127.0.0.1:"
                + ((InetSocketAddress) listener.localAddress()).getPort());
    }

    /** Returns when a chunk of the latest response was written, on the clock of {@link System#nanoTime()}. */
    public long writtenNanos(int chunk) {
        return writtenNanos(answers.size() - 1, chunk);
    }

    /** Returns when a chunk of a response was written. Responses are numbered in the order of their requests. */
    public long writtenNanos(int answer, int chunk) {
        return answers.get(answer).get(chunk);
    }

    private void sendWhenDue(ChannelHandlerContext ctx, AtomicLongArray writtenNanos, int index, long headNanos) {
        long delayNanos = headNanos + TimeUnit.MILLISECONDS.toNanos(dueMillis.applyAsLong(index)) - System.nanoTime();
        ctx.executor().schedule(() -> send(ctx, writtenNanos, index, headNanos), delayNanos, TimeUnit.NANOSECONDS);
    }

    private void send(ChannelHandlerContext ctx, AtomicLongArray writtenNanos, int index, long headNanos) {
        boolean last = index == chunks.size() - 1;
        writtenNanos.set(index, System.nanoTime());
        ctx.writeAndFlush(new DefaultHttp2DataFrame(Unpooled.wrappedBuffer(chunks.get(index)), last));
        if (!last) {
            sendWhenDue(ctx, writtenNanos, index + 1, headNanos);
        }
    }

    @Override
    public void close() {
        listener.close().syncUninterruptibly();
        loops.shutdownGracefully(0, 2, TimeUnit.SECONDS).syncUninterruptibly();
    }

    private final class StreamInitializer extends ChannelInitializer<Http2StreamChannel> {
        @Override
        public boolean isSharable() {
            return true;
        }

        @Override
        protected void initChannel(Http2StreamChannel channel) {
            channel.pipeline().addLast(new SimpleChannelInboundHandler<Http2StreamFrame>() {
                @Override
                protected void channelRead0(ChannelHandlerContext ctx, Http2StreamFrame frame) {
                    if (frame instanceof Http2DataFrame data && data.isEndStream()) {
                        ctx.writeAndFlush(new DefaultHttp2HeadersFrame(
                                new DefaultHttp2Headers().status("200").set("content-type", "audio/x")));
                        AtomicLongArray writtenNanos = new AtomicLongArray(chunks.size());
                        answers.add(writtenNanos);
                        sendWhenDue(ctx, writtenNanos, 0, System.nanoTime());
                    }
                }
            });
        }
    }
}
