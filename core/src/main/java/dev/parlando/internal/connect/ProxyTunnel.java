package dev.parlando.internal.connect;

import dev.parlando.internal.event.LoopTimer;
import dev.parlando.network.Proxy;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelPipeline;
import io.netty.channel.EventLoop;
import io.netty.handler.proxy.HttpProxyHandler;
import io.netty.handler.proxy.ProxyConnectionEvent;
import io.netty.handler.proxy.ProxyHandler;
import io.netty.handler.proxy.Socks5ProxyHandler;
import io.netty.util.concurrent.Future;
import io.netty.util.concurrent.Promise;
import java.net.InetSocketAddress;
import java.util.Objects;

/**
 * A handler that opens a tunnel to the origin through a proxy once the channel is connected, and then removes itself
 * from the pipeline.
 *
 * <p>Threading: owned by the channel's event loop.
 */
final class ProxyTunnel extends ChannelInboundHandlerAdapter {
    private static final int NO_BYTE = -1;

    private final Route route;
    private final ProxyErrors errors;
    private final ProxyHandler handshake;
    private final int expectedFirstByte;
    private final Promise<Channel> opened;
    private int firstByte = NO_BYTE;

    ProxyTunnel(Route route, Proxy proxy, InetSocketAddress proxyAddress, EventLoop loop) {
        this.route = route;
        errors = new ProxyErrors(route, proxy);
        boolean http = proxy.kind() == Proxy.Kind.HTTP;
        handshake = http ? http(proxy, proxyAddress) : socks5(proxy, proxyAddress);
        handshake.setConnectTimeoutMillis(0); // Enforced here, to distinguish a timeout from other failures.
        expectedFirstByte = http ? 'H' : 5;
        opened = loop.newPromise();
    }

    private static ProxyHandler http(Proxy proxy, InetSocketAddress address) {
        String user = proxy.user();
        return user == null
                ? new HttpProxyHandler(address)
                : new HttpProxyHandler(address, user, Objects.requireNonNull(proxy.revealPassword()));
    }

    private static ProxyHandler socks5(Proxy proxy, InetSocketAddress address) {
        String user = proxy.user();
        return user == null
                ? new Socks5ProxyHandler(address)
                : new Socks5ProxyHandler(address, user, Objects.requireNonNull(proxy.revealPassword()));
    }

    /**
     * Returns the completion of the handshake with a channel's proxy, if it has one; a failure is a
     * {@code ParlandoException}. Further bytes of the peer are passed on only after the listeners of the future have
     * been called.
     */
    static Future<Channel> opened(Channel channel) {
        ProxyTunnel tunnel = channel.pipeline().get(ProxyTunnel.class);
        return tunnel == null ? channel.eventLoop().newSucceededFuture(channel) : tunnel.opened;
    }

    /** Returns whether the response started like one of another protocol. */
    boolean speaksAnotherProtocol() {
        return firstByte != NO_BYTE && firstByte != expectedFirstByte;
    }

    @Override
    public void handlerAdded(ChannelHandlerContext ctx) {
        ctx.pipeline().addBefore(ctx.name(), null, new FirstByteRecorder()).addBefore(ctx.name(), null, handshake);
        handshake.connectFuture().addListener((Future<Channel> done) -> {
            if (done.isSuccess()) {
                ctx.executor().execute(() -> removeProxyHandlers(ctx.pipeline()));
            } else {
                opened.tryFailure(errors.of(this, done.cause()));
            }
        });
    }

    @Override
    public void channelActive(ChannelHandlerContext ctx) {
        LoopTimer timer = new LoopTimer(ctx.executor(), () -> opened.tryFailure(errors.ofTimeOut()));
        timer.start(route.timeouts().connect().toNanos());
        opened.addListener(done -> timer.stop());
        ctx.fireChannelActive();
    }

    /** Called before the peer's first bytes are passed on; the handshake's own future completes only afterwards. */
    @Override
    public void userEventTriggered(ChannelHandlerContext ctx, Object event) {
        if (event instanceof ProxyConnectionEvent) {
            opened.trySuccess(ctx.channel());
        } else {
            ctx.fireUserEventTriggered(event);
        }
    }

    /** Removes the handlers for the proxy, all of which come first in the pipeline. */
    private void removeProxyHandlers(ChannelPipeline pipeline) {
        if (pipeline.context(this) != null) {
            while (pipeline.removeFirst() != this) {
                // Includes the codec of the handshake, which is empty by now, and the handshake handler itself.
            }
        }
    }

    /** A handler that records the first byte of the response. */
    private final class FirstByteRecorder extends FirstByteHandler {
        @Override
        protected boolean accepts(ChannelHandlerContext ctx, int received) {
            firstByte = received;
            return true;
        }
    }
}
