package dev.parlando.command.bench.result;

/**
 * Stages of a stream from its planned start to its first audible sample, in order and without overlap.
 *
 * <p>A stage that a stream did not pass has no value. An example is the TLS handshake on an open connection.
 */
public enum Stage {
    /** From the planned start to the actual start; only with a fixed rate. */
    SCHEDULE("late start"),
    /** Until the first request for live text was made, since the writer had not written enough before. */
    TEXT("live text"),
    /** From the start to the permit of the governor, including failed attempts. */
    QUEUE("queue"),
    /** The name lookup; part of {@link #CONNECT} where the engine does not report it for the stream. */
    DNS("name lookup"),
    /** Until the TCP connection stood. */
    CONNECT("TCP connect"),
    /** Until the TLS handshake was complete. */
    TLS("TLS handshake"),
    /** Until the last byte of the request was written. */
    REQUEST("request"),
    /** The time of the service until its first audio, if it reports that; the response headers follow. */
    SERVER("at the server"),
    /** Until the response headers arrived. */
    HEADERS("response headers"),
    /** Until the first byte of audio arrived. */
    FIRST_BYTE("first byte"),
    /** Until the first sample was decoded. */
    FIRST_DECODED("first decoded"),
    /** Length of the silence before the first audible sample. */
    LEADING_SILENCE("leading silence"),
    /** Time that the player and the device added until the first audible sample was heard. */
    DEVICE("at the device");

    private final String label;

    Stage(String label) {
        this.label = label;
    }

    /** Returns the name for tables and charts. */
    public String label() {
        return label;
    }
}
