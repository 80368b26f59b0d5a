package dev.parlando.governor;

/**
 * Tells that the service refused a request for want of capacity, and for how long no permit is given. Immutable.
 *
 * @param reason what the service said, such as {@code system_busy}
 * @param pausedNanos how long
 * @param snapshot how the limit is now
 */
public record Pause(String reason, long pausedNanos, LimitSnapshot snapshot) {}
