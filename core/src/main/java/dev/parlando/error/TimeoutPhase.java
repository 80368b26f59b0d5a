package dev.parlando.error;

/** Phase of an utterance that has a time limit; see {@link ParlandoException#timeoutPhase()}. */
public enum TimeoutPhase {
    /** Waiting for a permit, because the account had no room for another request. */
    PERMIT,
    /** Resolving the host name. */
    NAME_LOOKUP,
    /** Opening the TCP connection and, if there is a proxy, the tunnel through it. */
    CONNECT,
    /** Completing the TLS handshake and, for HTTP/2, receiving the server's settings. */
    TLS_HANDSHAKE,
    /** Writing the request to the socket. */
    REQUEST_WRITE,
    /** Waiting for the response headers. */
    RESPONSE_HEADERS,
    /** Waiting for further bytes of the response. */
    SILENCE,
    /** Waiting for the caller's handler, which held the stream. */
    HOLD,
    /** The whole utterance, for which the caller set a deadline. */
    DEADLINE
}
