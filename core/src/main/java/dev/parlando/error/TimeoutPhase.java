package dev.parlando.error;

/** Names the parts of an utterance that have a time limit; see {@link ParlandoException#timeoutPhase()}. */
public enum TimeoutPhase {
    /** A permit was awaited, since the account had no room for more requests. */
    PERMIT,
    /** The name of the host was looked up. */
    NAME_LOOKUP,
    /** TCP was opened, and the way through a proxy if there is one. */
    CONNECT,
    /** TLS was agreed upon, and for HTTP/2 the settings. */
    TLS_HANDSHAKE,
    /** The request was written to the socket. */
    REQUEST_WRITE,
    /** The head of the response was awaited. */
    RESPONSE_HEADERS,
    /** The next bytes of the response were awaited. */
    SILENCE,
    /** The whole of the utterance, for which the caller had set a deadline. */
    DEADLINE
}
