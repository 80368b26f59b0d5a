package dev.parlando.command.rotation;

import java.time.Duration;

/**
 * The criteria by which a rotation treats the old key as unused. Immutable.
 *
 * @param quietFor the time for which the old key must be unused; zero deletes it immediately
 * @param timeout the maximum time to wait for that
 */
public record RotationSettings(Duration quietFor, Duration timeout) {
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(5);
    private static final Duration SHORTEST_PAUSE = Duration.ofMillis(100);

    /** Returns the polling interval for the usage counts. */
    Duration pause() {
        Duration some = quietFor.dividedBy(4);
        if (some.compareTo(LONGEST_PAUSE) > 0) {
            return LONGEST_PAUSE;
        }
        return some.compareTo(SHORTEST_PAUSE) < 0 ? SHORTEST_PAUSE : some;
    }
}
