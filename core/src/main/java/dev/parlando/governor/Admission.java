package dev.parlando.governor;

import java.util.Objects;

/**
 * Event that reports a granted permit. Immutable.
 *
 * @param priority priority of the request
 * @param waitedNanos time from the request for the permit until it was granted
 * @param snapshot the limit after the permit was granted, including this request
 */
public record Admission(Priority priority, long waitedNanos, LimitSnapshot snapshot) {
    public Admission {
        Objects.requireNonNull(priority, "priority");
        Objects.requireNonNull(snapshot, "snapshot");
    }
}
