package dev.parlando.governor;

/**
 * Event that reports a granted permit. Immutable.
 *
 * @param priority priority of the request
 * @param waitedNanos time from the request for the permit until it was granted
 * @param snapshot the limit after the permit was granted, including this request
 */
public record Admission(Priority priority, long waitedNanos, LimitSnapshot snapshot) {}
