package dev.parlando.internal.connect;

import dev.parlando.error.Progress;
import dev.parlando.error.TransportException;
import io.netty.bootstrap.Bootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoop;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.handler.ssl.ApplicationProtocolNames;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslHandler;
import io.netty.util.NetUtil;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Opens TCP and TLS to one origin: TLS with ALPN {@code h2}, or HTTP/2 with prior knowledge in the clear.
 *
 * <p>Threading: immutable; its work runs on the event loop that is passed in, but for the look-up of names, which blocks
 * and so has a short-lived thread of its own.
 */
public final class Connector {
    private final Origin origin;
    private final int connectTimeoutMillis;
    private final @Nullable SslContext tls;

    /**
     * Prepares for connections to one origin.
     *
     * @throws dev.parlando.error.InvalidRequestException if the base URL or what is to be trusted cannot be used
     */
    public Connector(ConnectSettings settings) {
        origin = Origin.of(settings.baseUri());
        connectTimeoutMillis = (int) Math.min(settings.timeouts().connect().toMillis(), Integer.MAX_VALUE);
        tls = origin.secure() ? Tls.newContext(settings.trustedCertificates()) : null;
    }

    /** Returns where the connections go. */
    public Origin origin() {
        return origin;
    }

    /** Opens a channel and tells the listener the outcome, on the loop. */
    public void connect(EventLoop loop, ConnectListener listener) {
        if (NetUtil.isValidIpV4Address(origin.host()) || NetUtil.isValidIpV6Address(origin.host())) {
            resolve(loop, listener);
            return;
        }
        Thread resolver = new Thread(() -> resolve(loop, listener), "parlando-dns");
        resolver.setDaemon(true);
        resolver.start();
    }

    private void resolve(EventLoop loop, ConnectListener listener) {
        try {
            List<InetAddress> addresses = List.of(InetAddress.getAllByName(origin.host()));
            loop.execute(() -> connect(loop, listener, addresses, 0));
        } catch (UnknownHostException e) {
            loop.execute(() -> listener.onConnectFailed(notSent(
                    "the host " + origin.host() + " is not known; check the base URL and the name service", e)));
        }
    }

    private void connect(EventLoop loop, ConnectListener listener, List<InetAddress> addresses, int index) {
        new Bootstrap()
                .group(loop)
                .channel(NioSocketChannel.class)
                .option(ChannelOption.TCP_NODELAY, true)
                .option(ChannelOption.CONNECT_TIMEOUT_MILLIS, connectTimeoutMillis)
                .handler(new ChannelInboundHandlerAdapter())
                .connect(new InetSocketAddress(addresses.get(index), origin.port()))
                .addListener((ChannelFuture done) -> {
                    if (done.isSuccess()) {
                        onTcpConnected(done.channel(), listener);
                    } else if (index + 1 < addresses.size()) {
                        connect(loop, listener, addresses, index + 1);
                    } else {
                        listener.onConnectFailed(notSent(
                                "cannot connect to " + origin.address() + " (" + describe(done.cause())
                                        + "); check the base URL and that the server runs",
                                done.cause()));
                    }
                });
    }

    private void onTcpConnected(Channel channel, ConnectListener listener) {
        if (tls == null) {
            listener.onConnected(channel, Protocol.H2C);
            return;
        }
        SslHandler handler = tls.newHandler(channel.alloc(), origin.host(), origin.port());
        handler.setHandshakeTimeoutMillis(connectTimeoutMillis);
        handler.handshakeFuture().addListener(done -> onTlsDone(channel, handler, done.cause(), listener));
        channel.pipeline().addLast(handler);
    }

    private void onTlsDone(Channel channel, SslHandler handler, @Nullable Throwable failure, ConnectListener listener) {
        if (failure == null && ApplicationProtocolNames.HTTP_2.equals(handler.applicationProtocol())) {
            listener.onConnected(channel, Protocol.H2);
            return;
        }
        channel.close();
        String problem = failure == null
                ? origin.address()
                        + " does not offer HTTP/2 over TLS (ALPN h2); check the base URL or the proxy before it"
                : Tls.describe(failure, origin.address());
        listener.onConnectFailed(notSent(problem, failure));
    }

    private static TransportException notSent(String problem, @Nullable Throwable cause) {
        return new TransportException(problem, cause, Progress.NOT_SENT);
    }

    /** Returns the words of the innermost cause, which are the ones that say something. */
    public static String describe(Throwable failure) {
        Throwable root = failure;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        String message = root.getMessage();
        return message == null ? root.getClass().getSimpleName() : message;
    }
}
