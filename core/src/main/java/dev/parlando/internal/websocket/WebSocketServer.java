package dev.parlando.internal.websocket;

import dev.parlando.error.InvalidRequestException;
import dev.parlando.error.RequestProgress;
import dev.parlando.error.TransportException;
import dev.parlando.internal.connect.TcpKeepAlive;
import dev.parlando.internal.event.EngineThread;
import dev.parlando.internal.event.EventLoops;
import dev.parlando.internal.event.Uninterruptibly;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.ChannelPipeline;
import io.netty.channel.WriteBufferWaterMark;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.handler.codec.http.HttpObjectAggregator;
import io.netty.handler.codec.http.HttpServerCodec;
import java.net.InetSocketAddress;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * A WebSocket server on one port. Each request is decided on before a connection exists. Extensions are declined.
 *
 * <p>Threading: safe for use from any thread. It blocks only while it starts and closes.
 */
public final class WebSocketServer implements AutoCloseable {
    private static final int MAX_REQUEST_LINE_BYTES = 8 * 1024;
    private static final int MAX_HEADER_BYTES = 16 * 1024;
    private static final int MAX_BODY_BYTES = 1024;
    private static final int MAX_PLAIN_BODY_BYTES = 64 * 1024;
    private static final int ANY_PORT = 65_535;

    private final WebSocketServerSettings settings;
    private final WebSocketUpgrade.Acceptor acceptor;
    private final PlainExchange.@Nullable Responder responder;
    private final @Nullable WebSocketTls tls;
    private final Set<Channel> channels = ConcurrentHashMap.newKeySet();
    private final AtomicBoolean closed = new AtomicBoolean();
    private final Channel listening;

    private WebSocketServer(
            EventLoops loops,
            WebSocketServerSettings settings,
            WebSocketUpgrade.Acceptor acceptor,
            PlainExchange.@Nullable Responder responder) {
        this.settings = settings;
        this.acceptor = acceptor;
        this.responder = responder;
        tls = settings.tls() == null ? null : new WebSocketTls(settings.tls());
        listening = bind(loops);
    }

    /**
     * Starts a server.
     *
     * @param loops the event loops, which must be closed after the server
     * @throws InvalidRequestException if the port is out of range or the TLS identity cannot be used
     * @throws TransportException if it cannot listen there
     */
    public static WebSocketServer start(
            EventLoops loops, WebSocketServerSettings settings, WebSocketUpgrade.Acceptor acceptor) {
        return new WebSocketServer(loops, settings, acceptor, null);
    }

    /** Starts a server that also responds to requests that are not upgrades, with bodies of up to 64 KiB. */
    public static WebSocketServer start(
            EventLoops loops,
            WebSocketServerSettings settings,
            WebSocketUpgrade.Acceptor acceptor,
            PlainExchange.Responder responder) {
        return new WebSocketServer(loops, settings, acceptor, responder);
    }

    private Channel bind(EventLoops loops) {
        if (settings.port() < 0 || settings.port() > ANY_PORT) {
            throw new InvalidRequestException("port", settings.port() + " is outside 0 to " + ANY_PORT);
        }
        int writableBytes = settings.connection().writableBytes();
        ServerBootstrap bootstrap = new ServerBootstrap()
                .group(loops.group())
                .channel(NioServerSocketChannel.class)
                .option(ChannelOption.SO_REUSEADDR, true)
                .childOption(ChannelOption.TCP_NODELAY, true)
                .childOption(
                        ChannelOption.WRITE_BUFFER_WATER_MARK,
                        new WriteBufferWaterMark(writableBytes / 2, writableBytes))
                .childHandler(new ChannelSetup());
        TcpKeepAlive.ofPlatform().applyTo(bootstrap);
        ChannelFuture bound = bootstrap
                .bind(new InetSocketAddress(settings.host(), settings.port()))
                .awaitUninterruptibly();
        if (!bound.isSuccess()) {
            closeTls();
            throw new TransportException(
                    "cannot listen on " + settings.host() + ":" + settings.port() + ": "
                            + bound.cause().getMessage() + "; use a free port",
                    bound.cause(),
                    RequestProgress.NOT_SENT);
        }
        return bound.channel();
    }

    private void closeTls() {
        if (tls != null) {
            tls.close();
        }
    }

    /** Returns the address on which the server listens. */
    public InetSocketAddress address() {
        return (InetSocketAddress) listening.localAddress();
    }

    /** Returns the number of connections, including those that are not upgraded yet. */
    public int connectionCount() {
        return channels.size();
    }

    /**
     * Stops listening, closes all connections with code 1001, and waits for their ends. On a shared thread, which must not
     * wait, it returns immediately.
     */
    @Override
    public void close() {
        if (!closed.getAndSet(true)) {
            if (EngineThread.isCurrentShared()) {
                EngineThread.create("parlando-close", this::closeNow).start();
            } else {
                closeNow();
            }
        }
    }

    private void closeNow() {
        long closeNanos = settings.connection().close().toNanos() + TimeUnit.SECONDS.toNanos(1);
        listening.close().awaitUninterruptibly(closeNanos, TimeUnit.NANOSECONDS);
        Set<Channel> open = Set.copyOf(channels);
        CountDownLatch ended = new CountDownLatch(open.size());
        for (Channel channel : open) {
            channel.closeFuture().addListener(done -> ended.countDown());
            channel.pipeline().fireUserEventTriggered(Shutdown.REQUESTED);
        }
        Uninterruptibly.await(closeNanos, nanos -> ended.await(nanos, TimeUnit.NANOSECONDS));
        closeTls();
    }

    /** The event with which the server closes a channel. */
    enum Shutdown {
        /** The server closes. */
        REQUESTED
    }

    /** The initializer of one channel's pipeline. */
    @ChannelHandler.Sharable
    private final class ChannelSetup extends ChannelInitializer<Channel> {
        @Override
        protected void initChannel(Channel channel) {
            channels.add(channel);
            channel.closeFuture().addListener(done -> channels.remove(channel));
            if (closed.get() || channels.size() > settings.maxConnections()) {
                channel.close();
                return;
            }
            ChannelPipeline pipeline = channel.pipeline();
            if (tls != null) {
                pipeline.addLast(tls.newHandler(channel.alloc()));
            }
            pipeline.addLast(new HttpServerCodec(MAX_REQUEST_LINE_BYTES, MAX_HEADER_BYTES, MAX_HEADER_BYTES))
                    .addLast(new HttpObjectAggregator(responder == null ? MAX_BODY_BYTES : MAX_PLAIN_BODY_BYTES))
                    .addLast(new ServerUpgradeHandler(channel, settings.connection(), acceptor, responder));
        }
    }
}
