package dev.parlando.internal.connect;

import dev.parlando.error.ParlandoException;
import io.netty.channel.Channel;

/** Is told, once and on the event loop, what became of an attempt to connect. */
public interface ConnectListener {
    /** TCP, and TLS if there is any, are up; the channel is the listener's from now on. */
    void onConnected(Channel channel, Protocol protocol);

    /** No connection came about, and nothing is left open. */
    void onConnectFailed(ParlandoException error);
}
