package dev.parlando.offline.load;

/** The end of a request at the offline server. */
public enum RequestOutcome {
    /** The request has not ended. */
    OPEN,
    /** The whole answer was sent, which may be an error of the service. */
    COMPLETED,
    /** The client cancelled the request or disconnected before the answer was complete. */
    CANCELLED,
    /** The server broke the answer off, as by a scripted fault. */
    BROKEN_OFF
}
