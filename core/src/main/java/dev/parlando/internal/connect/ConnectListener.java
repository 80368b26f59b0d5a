package dev.parlando.internal.connect;

import dev.parlando.error.ParlandoException;
import io.netty.channel.Channel;

/** Is told on the event loop what becomes of an attempt to connect; nothing more once the attempt was cancelled. */
public interface ConnectListener {
    /** TCP and the way through a proxy, if there is one, are up; TLS comes next, or nothing. */
    void onTcpConnected();

    /** Success, and the last call: TCP, the way through a proxy and TLS, if there are any, are up; the channel is the listener's from now on. */
    void onConnected(Channel channel, Protocol protocol);

    /** Failure, and the last call: no connection came about, and nothing is left open. */
    void onConnectFailed(ParlandoException error);
}
