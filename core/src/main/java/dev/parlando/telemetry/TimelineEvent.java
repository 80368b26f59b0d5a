package dev.parlando.telemetry;

/** Names the moments in the life of an utterance, in the order in which they normally come. */
public enum TimelineEvent {
    /** The call was made; the timeline counts from here. */
    QUEUED,
    /** The governor gave its permit, which means that the account has room for the request. */
    PERMIT,
    /** The way to the service stood: TCP, through any proxy. At once if the connection that took the request had it before. */
    CONNECTED,
    /** TLS was agreed upon and the protocol chosen; the same moment as {@link #CONNECTED} where there is no TLS. */
    SECURED,
    /** The last byte of the request was written to the socket. */
    REQUEST_SENT,
    /** The head of the response arrived. */
    RESPONSE_HEADERS,
    /** The first byte of audio arrived: the time to first byte, TTFB. */
    FIRST_BYTE,
    /** The first sample was decoded. */
    FIRST_PCM,
    /** The sink took the first sample to play. */
    FIRST_PLAYED,
    /** The first sample came out of the sink, by the position of its device: the time to first audio, TTFA. */
    FIRST_HEARD,
    /** The last byte of audio arrived. */
    LAST_BYTE,
    /** The utterance was over: played to its end, stopped or failed. */
    END
}
