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
 * @param way where to
 * @param loop owns the channels
 */
record Dialling(Way way, EventLoop loop) implements AddressRace.Dialer {
    @Override
    public ChannelFuture dial(InetAddress address) {
        InetSocketAddress first = new InetSocketAddress(address, way.firstPort());
        return new Bootstrap()
                .group(loop)
                .channel(NioSocketChannel.class)
                // A proxy is to look the name of the service up.
                .disableResolver()
                .option(ChannelOption.TCP_NODELAY, true)
                .option(ChannelOption.CONNECT_TIMEOUT_MILLIS, (int)
                        way.timeouts().connect().toMillis())
                .handler(new Beginning(first))
                .connect(way.proxy() == null ? first : way.origin().socketAddress());
    }

    /** Fills the pipeline of one channel. */
    private final class Beginning extends ChannelInitializer<Channel> {
        private final InetSocketAddress first;

        Beginning(InetSocketAddress first) {
            this.first = first;
        }

        @Override
        protected void initChannel(Channel channel) {
            Proxy proxy = way.proxy();
            if (proxy != null) {
                channel.pipeline().addLast(new Tunnel(way, proxy, first, loop));
            }
            channel.pipeline().addLast(QuietTail.NAME, new QuietTail());
        }
    }
}
