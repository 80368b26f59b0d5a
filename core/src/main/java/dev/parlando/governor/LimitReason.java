package dev.parlando.governor;

/** Names what made a limit what it is. */
public enum LimitReason {
    /** Nothing is known of the service yet: it is the configured start. */
    INITIAL,
    /** The service named its maximum, and nobody else uses part of it. */
    MAXIMUM,
    /** Others use part of the maximum. */
    OTHERS,
    /** The service refused a request for too many at once. */
    REFUSED,
    /** Requests succeeded while the limit was used up, so it grew. */
    GROWN,
    /** The most that {@link GovernorSettings#maxLimit} allows. */
    CONFIGURED
}
