package dev.parlando.internal.connect;

import dev.parlando.error.ParlandoException;
import dev.parlando.internal.event.UnexpectedFailure;
import dev.parlando.network.Proxy;
import io.netty.bootstrap.Bootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoop;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.handler.ssl.ApplicationProtocolNames;
import io.netty.handler.ssl.SslHandler;
import io.netty.util.concurrent.Future;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * One connection process over a {@link Route}: resolves the name, connects to one of its addresses, opens the proxy
 * tunnel and performs the TLS handshake.
 *
 * <p>Threading: owned by its event loop.
 */
public final class ConnectProcess {
    private final Route route;
    private final EventLoop loop;
    private final Connector.Listener listener;
    private final ConnectErrors errors;
    private Runnable cancelStep = () -> {};
    private boolean ended;

    ConnectProcess(Route route, EventLoop loop, Connector.Listener listener) {
        this.route = route;
        this.loop = loop;
        this.listener = listener;
        this.errors = new ConnectErrors(route);
    }

    void start() {
        if (ended) {
            return;
        }
        try {
            lookUp();
        } catch (Throwable thrown) {
            fail(UnexpectedFailure.toException(thrown));
        }
    }

    private void lookUp() {
        Future<List<InetAddress>> addresses =
                new NameLookup(route.resolver(), route.timeouts().nameLookup()).start(loop, route.tcpHost());
        cancelStep = () -> addresses.cancel(false);
        then(addresses, this::connectTcp, errors::ofLookup);
    }

    private void connectTcp(List<InetAddress> addresses) {
        listener.onNameResolved();
        Future<Channel> connected =
                HappyEyeballs.start(loop, addresses, route.timeouts().connect().toNanos(), this::dial);
        cancelStep = () -> connected.cancel(false);
        then(connected, this::openTunnel, errors::ofConnect);
    }

    private ChannelFuture dial(InetAddress address) {
        InetSocketAddress remoteAddress = new InetSocketAddress(address, route.tcpPort());
        Bootstrap bootstrap = new Bootstrap();
        route.tcpKeepAlive().applyTo(bootstrap);
        return bootstrap
                .group(loop)
                .channel(NioSocketChannel.class)
                // The proxy resolves the name of the service.
                .disableResolver()
                .option(ChannelOption.TCP_NODELAY, true)
                // Netty's timer would expire after a pause of the process.
                .option(ChannelOption.CONNECT_TIMEOUT_MILLIS, 0)
                .handler(new ChannelSetup(remoteAddress))
                .connect(route.proxy() == null ? remoteAddress : route.originAddress());
    }

    private void openTunnel(Channel channel) {
        cancelStep = channel::close;
        then(ProxyTunnel.opened(channel), this::startTls, ParlandoException.class::cast);
    }

    private void startTls(Channel channel) {
        listener.onTcpConnected();
        ClientTls tls = route.tls();
        if (tls == null) {
            succeed(channel, Protocol.H2C);
            return;
        }
        TlsHandshake handshake = new TlsHandshake(channel, tls, route, errors);
        cancelStep = handshake::cancel;
        then(
                handshake.start(ConnectTailHandler.NAME),
                handler -> succeed(channel, protocolOf(handler)),
                ParlandoException.class::cast);
    }

    /** Returns the negotiated protocol. A peer without ALPN, such as a proxy that intercepts TLS, uses HTTP/1.1. */
    private static Protocol protocolOf(SslHandler handler) {
        return ApplicationProtocolNames.HTTP_2.equals(handler.applicationProtocol()) ? Protocol.H2 : Protocol.HTTP_1_1;
    }

    /** Continues with the result of a step, or fails with the error that {@code toError} creates from the cause. */
    private <T> void then(Future<T> step, Consumer<T> next, Function<Throwable, ParlandoException> toError) {
        step.addListener(done -> {
            if (ended) {
                return;
            }
            try {
                if (step.isSuccess()) {
                    next.accept(step.getNow());
                } else {
                    fail(toError.apply(step.cause()));
                }
            } catch (Throwable thrown) {
                fail(UnexpectedFailure.toException(thrown));
            }
        });
    }

    private void succeed(Channel channel, Protocol protocol) {
        channel.pipeline().remove(ConnectTailHandler.NAME);
        ended = true;
        listener.onConnected(channel, protocol);
    }

    private void fail(ParlandoException error) {
        cancel();
        listener.onConnectFailed(error);
    }

    /**
     * Ends the process immediately: its sockets are closed and its listener is not called again. Does nothing after the
     * listener has received the outcome. Must be called on the loop.
     */
    public void cancel() {
        if (!ended) {
            ended = true;
            cancelStep.run();
        }
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

    /**
     * The end of the pipeline while a connection is set up. It keeps Netty from logging failures that are reported anyway.
     * Stateless.
     */
    private static final class ConnectTailHandler extends ChannelInboundHandlerAdapter {
        static final String NAME = "quiet-tail";

        @Override
        public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
            // The future of the failed step reports the failure.
        }
    }
}
