package dev.parlando.text;

/** Transport of a live text to the service. */
public enum LiveTransport {
    /**
     * The fastest transport that the model and the format allow: {@link #MULTI_STREAM}, or {@link #DIALOGUE} for the
     * models {@code eleven_v3} and {@code eleven_v4}. It is {@link #HTTP} for parameters that a WebSocket does not
     * have, and for ten minutes after the service or a proxy has refused the WebSocket.
     */
    AUTO,
    /** One create-speech call for each segment. */
    HTTP,
    /** The WebSocket {@code multi-stream-input} for speech. Its connection is reused for the next texts. */
    MULTI_STREAM,
    /** The WebSocket {@code stream-input} for speech, one connection for each text. */
    SINGLE_STREAM,
    /** The WebSocket {@code multi-stream-input} for dialogue, whose connection is reused for the next texts. */
    DIALOGUE,
    /** The WebSocket {@code stream-input} for dialogue, one connection for each text. */
    SINGLE_DIALOGUE
}
