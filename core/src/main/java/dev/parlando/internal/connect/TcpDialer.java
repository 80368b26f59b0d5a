package dev.parlando.internal.connect;

import dev.parlando.network.Proxy;
import io.netty.bootstrap.Bootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoop;
import io.netty.channel.socket.nio.NioSocketChannel;
import java.net.InetAddress;
import java.net.InetSocketAddress;

/**
 * A factory of TCP connections to the addresses of the service or, if there is one, of the proxy.
 *
 * @param route the route to the service
 * @param loop the event loop that owns the channels
 */
record TcpDialer(Route route, EventLoop loop) implements HappyEyeballs.Dialer {
    @Override
    public ChannelFuture dial(InetAddress address) {
        InetSocketAddress remoteAddress = new InetSocketAddress(address, route.tcpPort());
        return new Bootstrap()
                .group(loop)
                .channel(NioSocketChannel.class)
                // The proxy resolves the name of the service.
                .disableResolver()
                .option(ChannelOption.TCP_NODELAY, true)
                .option(ChannelOption.CONNECT_TIMEOUT_MILLIS, (int)
                        route.timeouts().connect().toMillis())
                .handler(new ChannelSetup(remoteAddress))
                .connect(route.proxy() == null ? remoteAddress : route.origin().socketAddress());
    }

    /** The initializer of one channel's pipeline. */
    private final class ChannelSetup extends ChannelInitializer<Channel> {
        private final InetSocketAddress remoteAddress;

        ChannelSetup(InetSocketAddress remoteAddress) {
            this.remoteAddress = remoteAddress;
        }

        @Override
        protected void initChannel(Channel channel) {
            Proxy proxy = route.proxy();
            if (proxy != null) {
                channel.pipeline().addLast(new ProxyTunnel(route, proxy, remoteAddress, loop));
            }
            channel.pipeline().addLast(ConnectTailHandler.NAME, new ConnectTailHandler());
        }
    }
}
