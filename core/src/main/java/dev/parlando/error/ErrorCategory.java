package dev.parlando.error;

/**
 * Category of a {@link ParlandoException}, for metrics and switches. The package description lists them with remedies.
 */
public enum ErrorCategory {
    /** A value set by the caller is not allowed; nothing was sent. */
    INVALID_REQUEST,
    /** The service does not accept the key. */
    AUTHENTICATION,
    /** The service rejected the request for another reason. */
    REJECTED,
    /** The service, or a limit of the engine, has no room at present. */
    CAPACITY,
    /** The network, TLS or HTTP failed. */
    TRANSPORT,
    /** The service reported success, but the response is not the requested content. */
    UNEXPECTED_RESPONSE,
    /** The audio ended early. */
    TRUNCATED,
    /** The bytes are not audio of the requested format. */
    DECODE,
    /** The sound device or the output file failed. */
    PLAYBACK,
    /** The caller's own handler threw an exception. */
    HANDLER,
    /** The engine or player was closed. */
    CLOSED,
    /** The caller's thread was interrupted while it waited; the utterance continues. */
    INTERRUPTED,
    /** Parlando, or a library that it uses, failed unexpectedly. */
    INTERNAL
}
