package dev.parlando.internal.connect;

import dev.parlando.error.ParlandoException;
import io.netty.channel.Channel;

/** Is told, once and on the event loop, what became of an attempt to connect; nothing if the attempt was cancelled. */
public interface ConnectListener {
    /** TCP, the way through a proxy and TLS, if there are any, are up; the channel is the listener's from now on. */
    void onConnected(Channel channel, Protocol protocol);

    /** No connection came about, and nothing is left open. */
    void onConnectFailed(ParlandoException error);
}
