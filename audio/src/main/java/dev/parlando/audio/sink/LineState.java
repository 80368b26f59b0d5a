package dev.parlando.audio.sink;

/** The state of a line, from the request to open it until it is closed. */
enum LineState {
    /** The device is being opened. The call may hang. */
    OPENING,
    /** The line plays. Samples are written, flushes are served, and the position is polled. */
    PLAYING,
    /** The end was requested. The line closes once its last sample has left the device. */
    CLOSING,
    /** A call failed. The next step closes the line. */
    FAILED,
    /** The line is closed or was never opened, and its thread ends. */
    CLOSED
}
