package dev.parlando.audio.mix;

import dev.parlando.error.InvalidRequestException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Says how much softer the other lanes become while a lane sounds.
 *
 * @param decibels what is added to the level of the others, from -60 to 0
 * @param attack how long they take to become softer, up to 5 s
 * @param release how long they take to come back after the lane fell silent, up to 10 s
 */
public record Ducking(double decibels, Duration attack, Duration release) {
    private static final double MIN_DECIBELS = -60;
    private static final Duration MAX_ATTACK = Duration.ofSeconds(5);
    private static final Duration MAX_RELEASE = Duration.ofSeconds(10);

    /**
     * Checks the values.
     *
     * @throws InvalidRequestException if one is out of range
     */
    public Ducking {
        if (!(decibels >= MIN_DECIBELS && decibels <= 0)) {
            throw new InvalidRequestException("decibels", decibels + " is not from " + MIN_DECIBELS + " to 0");
        }
        check("attack", attack, MAX_ATTACK);
        check("release", release, MAX_RELEASE);
    }

    /** As the constructor does. */
    public static Ducking of(double decibels, Duration attack, Duration release) {
        return new Ducking(decibels, attack, release);
    }

    /** Makes the others softer within 50 ms, before a first word is over, and lets them come back within 300 ms. */
    public static Ducking of(double decibels) {
        return new Ducking(decibels, Duration.ofMillis(50), Duration.ofMillis(300));
    }

    private static void check(String option, Duration time, Duration max) {
        if (time.isNegative() || time.compareTo(max) > 0) {
            throw new InvalidRequestException(option, time + " is not from zero to " + max);
        }
    }

    /** Returns by what the samples of the others are multiplied. */
    double gain() {
        return Math.pow(10, decibels / 20);
    }

    /** Returns whether the first makes others softer than the second does; null does nothing. */
    static boolean isStronger(@Nullable Ducking first, @Nullable Ducking second) {
        return first != null && (second == null || first.decibels < second.decibels);
    }
}
