package dev.parlando.internal.connect;

import dev.parlando.error.ParlandoException;
import io.netty.channel.Channel;

/**
 * A listener for the outcome of an attempt to connect. Called on the event loop, and not after the attempt is
 * cancelled.
 */
public interface ConnectListener {
    /** Called when TCP and the proxy tunnel, if any, are established; TLS comes next, if it is used. */
    void onTcpConnected();

    /**
     * Called on success, as the last call, when TCP, the proxy tunnel and TLS are established, as far as they are used.
     * The listener owns the channel from now on.
     */
    void onConnected(Channel channel, Protocol protocol);

    /** Called on failure, as the last call: there is no connection, and nothing is left open. */
    void onConnectFailed(ParlandoException error);
}
