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
 * Opens TCP to one address of the service or, if there is a proxy, of that.
 *
 * @param route where to
 * @param loop owns the channels
 */
record TcpDialer(Route route, EventLoop loop) implements HappyEyeballs.Dialer {
    @Override
    public ChannelFuture dial(InetAddress address) {
        InetSocketAddress remoteAddress = new InetSocketAddress(address, route.tcpPort());
        return new Bootstrap()
                .group(loop)
                .channel(NioSocketChannel.class)
                // A proxy is to look the name of the service up.
                .disableResolver()
                .option(ChannelOption.TCP_NODELAY, true)
                .option(ChannelOption.CONNECT_TIMEOUT_MILLIS, (int)
                        route.timeouts().connect().toMillis())
                .handler(new ChannelSetup(remoteAddress))
                .connect(route.proxy() == null ? remoteAddress : route.origin().socketAddress());
    }

    /** Fills the pipeline of one channel. */
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
