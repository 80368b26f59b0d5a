package dev.parlando.internal.exchange;

import io.netty.channel.Channel;

/** Speaks one protocol on one open connection. Owned by the event loop. */
public interface Session {
    /** Is told by a session what becomes of it; on the loop. */
    interface Listener {
        /** The peer has said how many exchanges it takes, or one has ended: there may be room. */
        void onAvailable();

        /** No exchange may be begun any more; those under way go on. */
        void onDraining();

        /** The channel is closed; whatever was under way fails next. */
        void onClosed(StreamFailure failure);
    }

    /** Takes over a channel that was just opened. */
    void start(Channel channel);

    /** Returns the protocol's identifier of RFC 7301. */
    String protocol();

    /** Returns how many exchanges may be begun now. */
    int availableStreams();

    /** Returns how many exchanges may run at the same time; a guess until the peer has said so. */
    int maxStreams();

    /** Returns whether the peer has said how many exchanges it takes. */
    boolean isCapacityKnown();

    /** Returns how many exchanges are under way. */
    int activeStreams();

    /** Sends a request; there must be room. */
    void send(Exchange exchange);
}
