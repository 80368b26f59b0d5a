package dev.parlando.governor;

/**
 * Tells that a request got its permit. Immutable.
 *
 * @param priority of the request
 * @param waitedNanos how long it waited
 * @param snapshot how the limit is now, this request included
 */
public record Admission(Priority priority, long waitedNanos, LimitSnapshot snapshot) {}
