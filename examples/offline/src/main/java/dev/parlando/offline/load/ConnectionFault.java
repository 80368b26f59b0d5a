package dev.parlando.offline.load;

/** A fault that every new connection to the offline server meets. Open connections are not affected. */
public enum ConnectionFault {
    /** Connections work. */
    NONE,
    /** Nothing listens on the port. */
    REFUSED,
    /** The connection is closed as soon as it has been accepted. */
    CLOSED,
    /** The connection is reset (TCP RST) as soon as it has been accepted. */
    RESET,
    /** The connection is accepted, and nothing that the client sends is answered, not even a TLS handshake. */
    SILENT,
    /** The connection answers with text that is neither HTTP nor TLS, and is closed. */
    GARBAGE
}
