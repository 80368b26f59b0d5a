package dev.parlando.error;

/** Says in one word what kind of trouble a {@link ParlandoException} reports, for metrics and switches. */
public enum ErrorCategory {
    /** A value set by the caller is not allowed; nothing was sent. */
    INVALID_REQUEST,
    /** The service does not accept the key. */
    AUTHENTICATION,
    /** The service refused the request for another reason. */
    REJECTED,
    /** The service, or our own limit, has no room right now. */
    CAPACITY,
    /** The network, TLS or HTTP/2 failed. */
    TRANSPORT,
    /** The service answered success, but not with audio. */
    UNEXPECTED_RESPONSE,
    /** The audio stopped before its end. */
    TRUNCATED,
    /** The bytes are not audio of the requested format. */
    DECODE,
    /** The sound device or the output file failed. */
    PLAYBACK,
    /** The caller's own handler threw. */
    HANDLER,
    /** The engine was closed. */
    CLOSED
}
