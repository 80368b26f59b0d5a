package dev.parlando.fault;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.SocketChannel;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.handler.codec.http2.Http2DataFrame;
import io.netty.handler.codec.http2.Http2FrameCodecBuilder;
import io.netty.handler.codec.http2.Http2HeadersFrame;
import io.netty.handler.codec.http2.Http2MultiplexHandler;
import io.netty.handler.codec.http2.Http2ResetFrame;
import io.netty.handler.codec.http2.Http2Settings;
import io.netty.handler.codec.http2.Http2StreamChannel;
import io.netty.handler.ssl.SslContext;
import io.netty.util.ReferenceCountUtil;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A loopback HTTP/2 server that runs a script for each request. The script runs on the server's event loop once the
 * complete request has arrived.
 */
public final class ScriptedServer implements AutoCloseable {
    private final MultiThreadIoEventLoopGroup loops = new MultiThreadIoEventLoopGroup(1, NioIoHandler.newFactory());
    private final Queue<Channel> connections = new ConcurrentLinkedQueue<>();
    private final OpenCount openConnections = new OpenCount();
    private final OpenCount openStreams = new OpenCount();
    private final AtomicInteger accepted = new AtomicInteger();
    private final Channel listener;
    private final boolean secure;

    private ScriptedServer(@Nullable SslContext tls, Http2Settings settings, Consumer<ScriptedStream> script) {
        secure = tls != null;
        listener = new ServerBootstrap()
                .group(loops)
                .channel(NioServerSocketChannel.class)
                .childHandler(new ChannelInitializer<SocketChannel>() {
                    @Override
                    protected void initChannel(SocketChannel channel) {
                        accepted.incrementAndGet();
                        connections.add(channel);
                        openConnections.opened();
                        channel.closeFuture().addListener(closed -> openConnections.closed());
                        if (tls != null) {
                            channel.pipeline().addLast(tls.newHandler(channel.alloc()));
                        }
                        channel.pipeline()
                                .addLast(Http2FrameCodecBuilder.forServer()
                                        .initialSettings(settings)
                                        .gracefulShutdownTimeoutMillis(0)
                                        .build());
                        channel.pipeline()
                                .addLast(new Http2MultiplexHandler(new StreamInitializer(openStreams, script)));
                    }
                })
                .bind(InetAddress.getLoopbackAddress(), 0)
                .syncUninterruptibly()
                .channel();
    }

    public static ScriptedServer start(Consumer<ScriptedStream> script) {
        return new ScriptedServer(null, Http2Settings.defaultSettings(), script);
    }

    public static ScriptedServer start(Http2Settings settings, Consumer<ScriptedStream> script) {
        return new ScriptedServer(null, settings, script);
    }

    public static ScriptedServer startTls(SslContext tls, Consumer<ScriptedStream> script) {
        return startTls(tls, Http2Settings.defaultSettings(), script);
    }

    public static ScriptedServer startTls(SslContext tls, Http2Settings settings, Consumer<ScriptedStream> script) {
        return new ScriptedServer(tls, settings, script);
    }

    public URI baseUrl() {
        int port = ((InetSocketAddress) listener.localAddress()).getPort();
        return URI.create((secure ? "https" : "http") + "://127.0.0.1:" + port);
    }

    public int acceptedConnections() {
        return accepted.get();
    }

    public long openConnections() {
        return connections.stream().filter(Channel::isOpen).count();
    }

    /** Waits until the client has closed every connection, and returns the number of connections still open. */
    int awaitNoConnections(long limitMillis) {
        return openConnections.awaitNone(limitMillis);
    }

    /** Waits until every stream has ended, on either side, and returns the number of streams still open. */
    int awaitNoStreams(long limitMillis) {
        return openStreams.awaitNone(limitMillis);
    }

    /** Closes every connection; the server accepts others. */
    void closeConnections() {
        connections.forEach(channel -> channel.close().syncUninterruptibly());
    }

    @Override
    public void close() {
        listener.close().syncUninterruptibly();
        closeConnections();
        loops.shutdownGracefully(0, 5, TimeUnit.SECONDS).syncUninterruptibly();
    }

    @io.netty.channel.ChannelHandler.Sharable
    private static final class StreamInitializer extends ChannelInitializer<Http2StreamChannel> {
        private final OpenCount openStreams;
        private final Consumer<ScriptedStream> script;

        StreamInitializer(OpenCount openStreams, Consumer<ScriptedStream> script) {
            this.openStreams = openStreams;
            this.script = script;
        }

        @Override
        protected void initChannel(Http2StreamChannel channel) {
            openStreams.opened();
            channel.closeFuture().addListener(closed -> openStreams.closed());
            channel.pipeline().addLast(new RequestReader(script));
        }
    }

    /** Collects one request and then runs the script. */
    private static final class RequestReader extends ChannelInboundHandlerAdapter {
        private final Consumer<ScriptedStream> script;
        private final ByteArrayOutputStream body = new ByteArrayOutputStream();
        private @Nullable ScriptedStream stream;

        RequestReader(Consumer<ScriptedStream> script) {
            this.script = script;
        }

        @Override
        public void channelRead(ChannelHandlerContext ctx, Object message) throws IOException {
            boolean last = false;
            if (message instanceof Http2HeadersFrame frame) {
                stream = new ScriptedStream((Http2StreamChannel) ctx.channel(), frame.headers(), body);
                last = frame.isEndStream();
            } else if (message instanceof Http2DataFrame frame) {
                frame.content().readBytes(body, frame.content().readableBytes());
                last = frame.isEndStream();
            }
            ReferenceCountUtil.release(message);
            if (last && stream != null) {
                script.accept(stream);
            }
        }

        @Override
        public void userEventTriggered(ChannelHandlerContext ctx, Object event) {
            if (event instanceof Http2ResetFrame reset && stream != null) {
                stream.resetByClient.complete(reset.errorCode());
            }
            ReferenceCountUtil.release(event);
        }

        @Override
        public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
            ctx.close();
        }
    }
}
