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
 * Goes one way step by step: a name is looked up, its addresses race, a proxy opens the way, TLS is agreed upon.
 *
 * <p>Threading: owned by its event loop.
 */
final class Attempt implements ConnectAttempt {
    private final Way way;
    private final EventLoop loop;
    private final ConnectListener listener;
    private final ConnectFailures failures;
    private Runnable undo = () -> {};
    private boolean ended;

    Attempt(Way way, EventLoop loop, ConnectListener listener) {
        this.way = way;
        this.loop = loop;
        this.listener = listener;
        this.failures = new ConnectFailures(way);
    }

    void start() {
        if (ended) {
            return;
        }
        Future<List<InetAddress>> addresses =
                new NameLookup(way.resolver(), way.timeouts().nameLookup()).start(loop, way.firstHost());
        undo = () -> addresses.cancel(false);
        then(addresses, this::race, failures::ofLookup);
    }

    private void race(List<InetAddress> addresses) {
        Future<Channel> connected = AddressRace.start(loop, addresses, new Dialling(way, loop));
        undo = () -> connected.cancel(false);
        then(connected, this::tunnel, failures::ofConnect);
    }

    private void tunnel(Channel channel) {
        undo = channel::close;
        then(Tunnel.opened(channel), this::secure, ParlandoException.class::cast);
    }

    private void secure(Channel channel) {
        listener.onReached();
        Tls tls = way.tls();
        if (tls == null) {
            succeed(channel, Protocol.H2C);
            return;
        }
        SslHandler handler = tls.newHandler(channel.alloc(), way.origin());
        handler.setHandshakeTimeoutMillis(way.timeouts().tlsHandshake().toMillis());
        then(handler.handshakeFuture(), secured -> succeed(secured, protocolOf(handler)), failures::ofTls);
        channel.pipeline().addBefore(QuietTail.NAME, null, handler);
    }

    /** Returns what was agreed upon; a peer without ALPN, such as a proxy that looks into TLS, speaks HTTP/1.1. */
    private static Protocol protocolOf(SslHandler handler) {
        return ApplicationProtocolNames.HTTP_2.equals(handler.applicationProtocol()) ? Protocol.H2 : Protocol.HTTP_1_1;
    }

    /** Goes on with the result of a step, or fails with the words for its failure. */
    private <T> void then(Future<T> step, Consumer<T> next, Function<Throwable, ParlandoException> words) {
        step.addListener(done -> {
            if (ended) {
                return;
            }
            if (step.isSuccess()) {
                next.accept(step.getNow());
            } else {
                fail(words.apply(step.cause()));
            }
        });
    }

    private void succeed(Channel channel, Protocol protocol) {
        ended = true;
        channel.pipeline().remove(QuietTail.NAME);
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
            undo.run();
        }
    }
}
