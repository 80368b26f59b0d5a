package dev.parlando.internal.exchange;

import io.netty.handler.codec.http2.Http2Error;

/** Is what carries one exchange: a stream of HTTP/2, or a whole connection of HTTP/1.1. Owned by the event loop. */
public interface Carrier {
    /** Returns the protocol's identifier of RFC 7301. */
    String protocol();

    /** Lets the peer send so many more bytes. */
    void credit(int bytes);

    /** Ends the exchange on our own account and tells the peer, as far as the protocol has words for it. */
    void reset(Http2Error code);
}
