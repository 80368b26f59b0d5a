package dev.parlando.audio.mix;

import dev.parlando.error.InvalidRequestException;
import java.time.Duration;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The attenuation of all other lanes while a lane plays.
 *
 * @param decibels the change in level of the other lanes, from -60 to 0
 * @param attack the time in which the level of the other lanes falls, up to 5 s
 * @param release the time in which their level recovers after the lane became silent, up to 10 s
 */
public record Ducking(double decibels, Duration attack, Duration release) {
    private static final double MIN_DECIBELS = -60;
    private static final Duration MAX_ATTACK = Duration.ofSeconds(5);
    private static final Duration MAX_RELEASE = Duration.ofSeconds(10);

    /**
     * Validates the values.
     *
     * @throws InvalidRequestException if a value is out of range
     */
    public Ducking {
        if (!(decibels >= MIN_DECIBELS && decibels <= 0)) {
            throw new InvalidRequestException("decibels", decibels + " is not from " + MIN_DECIBELS + " to 0");
        }
        check("attack", attack, MAX_ATTACK);
        check("release", release, MAX_RELEASE);
    }

    /** Returns a ducking with the given values, which are validated as in the constructor. */
    public static Ducking of(double decibels, Duration attack, Duration release) {
        return new Ducking(decibels, attack, release);
    }

    /** Returns a ducking with an attack of 50 ms, shorter than a first word, and a release of 300 ms. */
    public static Ducking of(double decibels) {
        return new Ducking(decibels, Duration.ofMillis(50), Duration.ofMillis(300));
    }

    private static void check(String option, Duration time, Duration max) {
        if (Objects.requireNonNull(time, option).isNegative() || time.compareTo(max) > 0) {
            throw new InvalidRequestException(option, time + " is not from zero to " + max);
        }
    }

    /** Returns the factor by which the samples of the other lanes are multiplied. */
    double gain() {
        return Math.pow(10, decibels / 20);
    }

    /** Returns whether {@code first} attenuates more than {@code second}. A null value does not attenuate. */
    static boolean isStronger(@Nullable Ducking first, @Nullable Ducking second) {
        return first != null && (second == null || first.decibels < second.decibels);
    }
}
