package dev.parlando.internal.exchange;

import io.netty.channel.Channel;

/** Speaks one protocol on one open connection. Owned by the event loop. */
public interface Session {
    /** Is told by a session what becomes of it; on the loop. */
    interface Owner {
        /** The peer has said how many exchanges it takes, or one has ended: there may be room. */
        void onRoom();

        /** No exchange may be begun any more; those under way go on. */
        void onDraining();

        /** The channel is closed; whatever was under way fails next. */
        void onClosed(Broken why);
    }

    /** Takes over a channel that was just opened. */
    void start(Channel channel);

    /** Returns the protocol's identifier of RFC 7301. */
    String protocol();

    /** Returns how many exchanges may be begun now. */
    int room();

    /** Returns how many exchanges may run at the same time; a guess until the peer has said so. */
    int capacity();

    /** Returns whether the peer has said how many exchanges it takes. */
    boolean isSettled();

    /** Returns how many exchanges are under way. */
    int running();

    /** Sends a request; there must be room. */
    void begin(Exchange exchange);
}
