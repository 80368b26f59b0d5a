package dev.parlando.internal.connect;

import io.netty.bootstrap.Bootstrap;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.ChannelOption;
import io.netty.channel.socket.nio.NioChannelOption;
import java.io.IOException;
import java.net.SocketOption;
import java.nio.channels.SocketChannel;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/**
 * The TCP keep-alive of all connections. It keeps an idle connection in the tables of routers that would drop it, and
 * detects one that they have dropped. Immutable.
 */
public final class TcpKeepAlive {
    /**
     * Seconds of silence before the first probe, seconds between probes, and unanswered probes before the connection is
     * closed. The default of most systems is a first probe after two hours.
     */
    private static final Map<String, Integer> VALUES =
            Map.of("TCP_KEEPIDLE", 30, "TCP_KEEPINTERVAL", 10, "TCP_KEEPCOUNT", 3);

    private final Map<ChannelOption<Integer>, Integer> options;

    private TcpKeepAlive(Map<ChannelOption<Integer>, Integer> options) {
        this.options = Map.copyOf(options);
    }

    /** Returns the keep-alive with the times that this platform supports. */
    public static TcpKeepAlive ofPlatform() {
        try (SocketChannel any = SocketChannel.open()) {
            return of(any.supportedOptions());
        } catch (IOException noSocket) {
            return of(Set.of());
        }
    }

    /** Returns the keep-alive for a socket with the given options. They are found by name, since jdk.net may be absent. */
    static TcpKeepAlive of(Set<SocketOption<?>> supported) {
        Map<ChannelOption<Integer>, Integer> options = new HashMap<>();
        for (SocketOption<?> option : supported) {
            Integer value = VALUES.get(option.name());
            if (value != null && option.type() == Integer.class) {
                options.put(NioChannelOption.of(integer(option)), value);
            }
        }
        return new TcpKeepAlive(options);
    }

    @SuppressWarnings("unchecked") // The type of the option has been checked.
    private static SocketOption<Integer> integer(SocketOption<?> option) {
        return (SocketOption<Integer>) option;
    }

    void applyTo(Bootstrap bootstrap) {
        bootstrap.option(ChannelOption.SO_KEEPALIVE, true);
        options.forEach(bootstrap::option);
    }

    /** Sets the keep-alive of the connections that a server accepts. */
    public void applyTo(ServerBootstrap bootstrap) {
        bootstrap.childOption(ChannelOption.SO_KEEPALIVE, true);
        options.forEach(bootstrap::childOption);
    }
}
