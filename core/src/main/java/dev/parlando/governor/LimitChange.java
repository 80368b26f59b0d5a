package dev.parlando.governor;

import java.util.Objects;

/**
 * Event that reports a changed limit; {@link LimitSnapshot#reason()} is the reason. Immutable.
 *
 * @param previousLimit the limit before the change
 * @param snapshot the limit after the change
 */
public record LimitChange(int previousLimit, LimitSnapshot snapshot) {
    public LimitChange {
        Objects.requireNonNull(snapshot, "snapshot");
    }
}
