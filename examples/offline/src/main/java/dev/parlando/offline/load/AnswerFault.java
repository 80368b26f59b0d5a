package dev.parlando.offline.load;

/**
 * A fault of the network or of the service within one scripted answer. The names are those of HTTP/2; over HTTP/1.1,
 * which has neither streams nor GOAWAY, the connection takes the place of the stream.
 */
public enum AnswerFault {
    /** The connection is closed, with all its streams. */
    CUT,
    /** The connection is reset (TCP RST), with all its streams. */
    CONNECTION_RESET,
    /** The stream is reset with {@code INTERNAL_ERROR}. */
    STREAM_RESET,
    /** The stream is reset with {@code REFUSED_STREAM}: the service did not process the request. */
    STREAM_REFUSED,
    /** GOAWAY that includes the request: the answer is completed, and later requests need another connection. */
    GO_AWAY,
    /** GOAWAY that excludes the request: the service did not process it. */
    GO_AWAY_UNPROCESSED,
    /** GOAWAY with {@code INTERNAL_ERROR}, after which the connection is closed. */
    GO_AWAY_ERROR,
    /** Nothing more is sent, and the connection stays open. */
    STALL,
    /** The answer ends, although {@code content-length} announced all of it. */
    TRUNCATION
}
