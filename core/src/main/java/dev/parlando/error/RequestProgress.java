package dev.parlando.error;

/** Progress of a request at the time of its failure; decides whether a retry is safe. */
public enum RequestProgress {
    /** The request was not sent completely, so the peer did not process it. */
    NOT_SENT,
    /**
     * The peer reported that it did not process the request (RFC 9113, section 8.7), or rejected it without billing.
     */
    REFUSED,
    /** The peer may have processed and billed the request. */
    PROCESSED
}
