package dev.parlando.governor;

import java.util.Objects;

/**
 * Event that reports a pause: the service rejected a request for lack of capacity, so no permits are granted.
 * Immutable.
 *
 * @param reason the service's reason, such as {@code system_busy}
 * @param pausedNanos length of the pause
 * @param snapshot the limit at the start of the pause
 */
public record Pause(String reason, long pausedNanos, LimitSnapshot snapshot) {
    public Pause {
        Objects.requireNonNull(reason, "reason");
        Objects.requireNonNull(snapshot, "snapshot");
    }
}
