package dev.parlando.internal.exchange;

import io.netty.handler.codec.http2.Http2Error;

/** The protocol side of one exchange: an HTTP/2 stream or a whole HTTP/1.1 connection. Owned by the event loop. */
public interface Carrier {
    /** Returns the ALPN protocol identifier (RFC 7301). */
    String protocol();

    /** Gives the peer {@code bytes} more bytes of credit. */
    void credit(int bytes);

    /** Ends the exchange from this side, and sends the code to the peer if the protocol supports it. */
    void reset(Http2Error code);
}
