package dev.parlando.command.rotation;

import java.time.Duration;

/**
 * Says how a rotation makes sure that nothing uses the old key any more. Immutable.
 *
 * @param quietFor for how long the old key must not have been used; zero to delete it at once
 * @param timeout how long to wait for that
 */
public record RotationSettings(Duration quietFor, Duration timeout) {
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(5);
    private static final Duration SHORTEST_PAUSE = Duration.ofMillis(100);

    /** Returns how much time passes between two looks at the traffic. */
    Duration pause() {
        Duration some = quietFor.dividedBy(4);
        if (some.compareTo(LONGEST_PAUSE) > 0) {
            return LONGEST_PAUSE;
        }
        return some.compareTo(SHORTEST_PAUSE) < 0 ? SHORTEST_PAUSE : some;
    }
}
