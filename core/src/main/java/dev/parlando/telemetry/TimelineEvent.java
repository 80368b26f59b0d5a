package dev.parlando.telemetry;

/** Events in the life of an utterance, in the order in which they normally occur. */
public enum TimelineEvent {
    /** The call was made; the timeline starts here. */
    QUEUED,
    /** The governor granted the permit, so the account has capacity for the request. */
    PERMIT,
    /**
     * The TCP connection to the service was established, through a proxy if there is one. Marked immediately if the
     * request uses a connection that was already open.
     */
    CONNECTED,
    /** The TLS handshake was completed and the protocol negotiated; without TLS, equal to {@link #CONNECTED}. */
    SECURED,
    /** The last byte of the request was written to the socket. */
    REQUEST_SENT,
    /** The response headers arrived. */
    RESPONSE_HEADERS,
    /** The first byte of audio arrived; this is the time to first byte (TTFB). */
    FIRST_BYTE,
    /** The first sample was decoded. */
    FIRST_PCM,
    /** The sink accepted the first sample. */
    FIRST_PLAYED,
    /**
     * The first sample was heard, according to the position of the sink and the length of its steps; this is the time to
     * first audio (TTFA).
     */
    FIRST_HEARD,
    /** The last byte of audio arrived. */
    LAST_BYTE,
    /** The utterance ended: it was played completely, stopped or failed. */
    END
}
