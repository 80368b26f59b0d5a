package dev.parlando.offline.http;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import dev.parlando.offline.api.FaultInjector;
import dev.parlando.offline.load.ConnectionFault;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.group.ChannelGroup;
import io.netty.channel.socket.SocketChannel;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.util.ReferenceCountUtil;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The listening socket of the server, and the fault that new connections meet. Threading: thread safe; the mutable fields
 * are guarded by the object's monitor. No method may be called on the event loop.
 */
public final class PortListener implements AutoCloseable {
    private static final byte[] GARBAGE =
            "220 ready\r\nthis is neither HTTP nor TLS\r\n".getBytes(StandardCharsets.US_ASCII);

    private final ServerBootstrap bootstrap;
    private final ChannelGroup connections;
    private final Consumer<SocketChannel> onConnection;

    @GuardedBy("this")
    private @Nullable Channel listening;

    @GuardedBy("this")
    private @Nullable SocketAddress address;

    private volatile ConnectionFault fault = ConnectionFault.NONE;

    /**
     * Creates a listener that does not listen yet.
     *
     * @param connections receives every connection
     * @param onConnection opens the pipeline of each connection without a fault; called on the event loop
     */
    public PortListener(EventLoopGroup loop, ChannelGroup connections, Consumer<SocketChannel> onConnection) {
        this.connections = connections;
        this.onConnection = onConnection;
        bootstrap = new ServerBootstrap()
                .group(loop)
                .channel(NioServerSocketChannel.class)
                .childHandler(new ChannelInitializer<SocketChannel>() {
                    @Override
                    protected void initChannel(SocketChannel connection) {
                        accept(connection);
                    }
                });
    }

    /** Listens on an address, and returns the result of the attempt. */
    public synchronized ChannelFuture listen(SocketAddress on) {
        ChannelFuture bound = bootstrap.bind(on).awaitUninterruptibly();
        if (bound.isSuccess()) {
            listening = bound.channel();
            address = bound.channel().localAddress();
        }
        return bound;
    }

    /** Returns the address of the last successful attempt to listen. */
    public synchronized InetSocketAddress address() {
        return (InetSocketAddress) Objects.requireNonNull(address, "not listening");
    }

    /** Sets the fault; the listener is closed while connections are refused, and opened again on the same port. */
    public synchronized void setFault(ConnectionFault newFault) {
        fault = newFault;
        if (newFault == ConnectionFault.REFUSED) {
            close();
        } else if (listening == null) {
            ChannelFuture unused = listen(address()).syncUninterruptibly();
        }
    }

    private void accept(SocketChannel connection) {
        connections.add(connection);
        switch (fault) {
            case NONE -> onConnection.accept(connection);
            case REFUSED, CLOSED -> {
                ChannelFuture unused = connection.close();
            }
            case RESET -> FaultInjector.reset(connection);
            case SILENT -> connection.pipeline().addLast(new Swallow());
            case GARBAGE -> {
                connection.pipeline().addLast(new Swallow());
                connection.writeAndFlush(Unpooled.wrappedBuffer(GARBAGE)).addListener(ChannelFutureListener.CLOSE);
            }
        }
    }

    /** Stops listening. */
    @Override
    public synchronized void close() {
        if (listening != null) {
            ChannelFuture unused = listening.close().awaitUninterruptibly();
            listening = null;
        }
    }

    /** A handler that reads and discards everything. */
    private static final class Swallow extends ChannelInboundHandlerAdapter {
        @Override
        public void channelRead(ChannelHandlerContext context, Object message) {
            ReferenceCountUtil.release(message);
        }

        @Override
        public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
            ChannelFuture unused = context.close();
        }
    }
}
