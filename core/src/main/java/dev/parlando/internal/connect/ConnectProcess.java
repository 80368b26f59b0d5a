package dev.parlando.internal.connect;

import dev.parlando.error.ParlandoException;
import io.netty.channel.Channel;
import io.netty.channel.EventLoop;
import io.netty.handler.ssl.ApplicationProtocolNames;
import io.netty.handler.ssl.SslHandler;
import io.netty.util.concurrent.Future;
import java.net.InetAddress;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * One connection process over a {@link Route}: resolves the name, connects to one of its addresses, opens the proxy
 * tunnel and performs the TLS handshake.
 *
 * <p>Threading: owned by its event loop.
 */
final class ConnectProcess implements ConnectAttempt {
    private final Route route;
    private final EventLoop loop;
    private final ConnectListener listener;
    private final ConnectErrors errors;
    private Runnable cancelStep = () -> {};
    private boolean ended;

    ConnectProcess(Route route, EventLoop loop, ConnectListener listener) {
        this.route = route;
        this.loop = loop;
        this.listener = listener;
        this.errors = new ConnectErrors(route);
    }

    void start() {
        if (ended) {
            return;
        }
        Future<List<InetAddress>> addresses =
                new NameLookup(route.resolver(), route.timeouts().nameLookup()).start(loop, route.tcpHost());
        cancelStep = () -> addresses.cancel(false);
        then(addresses, this::connectTcp, errors::ofLookup);
    }

    private void connectTcp(List<InetAddress> addresses) {
        Future<Channel> connected = HappyEyeballs.start(loop, addresses, new TcpDialer(route, loop));
        cancelStep = () -> connected.cancel(false);
        then(connected, this::openTunnel, errors::ofConnect);
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
        SslHandler handler = tls.newHandler(channel.alloc(), route.origin());
        handler.setHandshakeTimeoutMillis(route.timeouts().tlsHandshake().toMillis());
        then(handler.handshakeFuture(), tlsChannel -> succeed(tlsChannel, protocolOf(handler)), errors::ofTls);
        channel.pipeline().addBefore(ConnectTailHandler.NAME, null, handler);
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
            if (step.isSuccess()) {
                next.accept(step.getNow());
            } else {
                fail(toError.apply(step.cause()));
            }
        });
    }

    private void succeed(Channel channel, Protocol protocol) {
        ended = true;
        channel.pipeline().remove(ConnectTailHandler.NAME);
        listener.onConnected(channel, protocol);
    }

    private void fail(ParlandoException error) {
        cancel();
        listener.onConnectFailed(error);
    }

    @Override
    public void cancel() {
        if (!ended) {
            ended = true;
            cancelStep.run();
        }
    }
}
