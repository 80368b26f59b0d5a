package dev.parlando.internal.exchange;

import io.netty.channel.Channel;

/** The protocol session of one open connection. Owned by the event loop. */
public interface Session {
    /** A listener for the state changes of a session. Called on the event loop. */
    interface Listener {
        /** Called when the peer has announced its limit or an exchange has ended, so that there may be room. */
        void onAvailable();

        /** Called when the peer has answered a check, so that exchanges may start again. */
        void onProbeAnswered();

        /** Called when no new exchange may start; running exchanges continue. */
        void onDraining();

        /** Called when the channel is closed; running exchanges fail next. */
        void onClosed(StreamFailure failure);
    }

    /** Takes over a newly opened channel. */
    void start(Channel channel);

    /** Returns the ALPN protocol identifier (RFC 7301). */
    String protocol();

    /** Returns the number of exchanges that can start now. */
    int availableStreams();

    /** Returns the number of exchanges that may run concurrently; an estimate until the peer has announced it. */
    int maxStreams();

    /** Returns whether the number of exchanges that the peer allows is known. */
    boolean isCapacityKnown();

    /** Returns whether the peer has answered in this protocol, or has had no reason to. */
    default boolean isConfirmed() {
        return isCapacityKnown();
    }

    /** Returns the number of running exchanges. */
    int activeStreams();

    /** Returns whether the peer has been silent for so long that the connection may be dead undetected. */
    boolean isStale();

    /**
     * Starts to check a stale connection. It accepts no exchange until the peer has answered, and is closed if the peer
     * does not.
     *
     * @return false if the protocol has no such check
     */
    boolean probe();

    /** Returns whether the peer has not answered a check yet. */
    boolean isProbing();

    /** Sends a request; {@link #availableStreams()} must not be zero. */
    void send(Exchange exchange);
}
