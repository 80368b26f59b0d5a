package dev.parlando.governor;

/** Reason for the current value of a limit. */
public enum LimitReason {
    /** The configured initial limit; the service has not reported any limits yet. */
    INITIAL,
    /** The maximum that the service reports; no other client uses a part of it. */
    MAXIMUM,
    /** Other clients use a part of the maximum. */
    OTHERS,
    /** The service rejected a request because too many ran concurrently. */
    REFUSED,
    /** Requests succeeded while the limit was used up, so it grew. */
    GROWN,
    /** The upper bound set by {@link GovernorSettings#maxLimit}. */
    CONFIGURED,
    /** The share of a fleet's limit, set by {@link Governor#setShares}. */
    SHARE
}
