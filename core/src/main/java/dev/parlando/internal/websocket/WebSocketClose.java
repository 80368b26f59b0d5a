package dev.parlando.internal.websocket;

import dev.parlando.error.ParlandoException;
import org.jspecify.annotations.Nullable;

/**
 * The end of a connection. Immutable.
 *
 * @param code status code of the close frame (RFC 6455, section 7.4), {@link #ABNORMAL} without one
 * @param reason reason of the close frame; empty if there is none
 * @param error the failure that closed the connection; null if either side closed it properly
 */
public record WebSocketClose(int code, String reason, @Nullable ParlandoException error) {
    /** The purpose of the connection has been fulfilled. */
    public static final int NORMAL = 1000;
    /** The server shuts down. */
    public static final int GOING_AWAY = 1001;
    /** The peer violated the protocol. */
    public static final int PROTOCOL_ERROR = 1002;
    /** The peer sent a message of an unexpected type. */
    public static final int UNSUPPORTED_DATA = 1003;
    /** The close frame had no code. Never sent. */
    public static final int NO_CODE = 1005;
    /** There was no close frame. Never sent. */
    public static final int ABNORMAL = 1006;
    /** The peer sent a message with malformed content. */
    public static final int INVALID_PAYLOAD = 1007;
    /** The peer violated a rule of this side, such as its pace. */
    public static final int POLICY_VIOLATION = 1008;
    /** The peer sent a message that is too long. */
    public static final int TOO_BIG = 1009;
    /** This side failed unexpectedly. */
    public static final int INTERNAL_ERROR = 1011;
}
