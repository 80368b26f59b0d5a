package dev.parlando.internal.pool;

import dev.parlando.internal.connect.Connector;

/** The factory of a pool's channels. Called on the event loop. */
@FunctionalInterface
interface ChannelOpener {
    /**
     * Starts to open a channel; the listener receives the outcome later.
     *
     * @return an action that ends the attempt, after which the listener is not called
     */
    Runnable open(Connector.Listener listener);
}
