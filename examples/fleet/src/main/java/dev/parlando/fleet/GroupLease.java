package dev.parlando.fleet;

import java.util.Map;

/**
 * The part of one model group that an engine may use until its lease ends. Immutable.
 *
 * @param share number of requests that may run concurrently
 * @param reusable whether a returned permit may be used again; otherwise it goes back to the fleet
 * @param fairShare share of an engine if all engines had the same, at least 1
 * @param maximum last maximum in response headers that the fleet has; 0 if there was none
 * @param maximumNanos time of the response headers with that maximum
 * @param refusals number of refusals that the fleet has counted
 * @param characters number of characters of each key that the fleet has counted
 */
record GroupLease(
        int share,
        boolean reusable,
        int fairShare,
        int maximum,
        long maximumNanos,
        long refusals,
        Map<String, Long> characters) {
    static final GroupLease NONE = new GroupLease(0, true, 1, 0, 0, 0, Map.of());

    GroupLease withShare(int newShare) {
        return new GroupLease(newShare, true, fairShare, maximum, maximumNanos, refusals, characters);
    }
}
