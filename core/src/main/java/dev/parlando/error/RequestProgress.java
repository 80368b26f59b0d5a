package dev.parlando.error;

/** Says how far a request got, which decides whether it may be sent again. */
public enum RequestProgress {
    /** Nothing of it left this machine. */
    NOT_SENT,
    /** The peer said that it did not process it (RFC 9113, section 8.7), or refused it without billing. */
    REFUSED,
    /** The peer may have processed, and billed, it. */
    PROCESSED
}
