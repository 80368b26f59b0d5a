package dev.parlando.audio.mix;

import dev.parlando.error.InvalidRequestException;
import java.time.Duration;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The attenuation of all other lanes while a lane plays. Immutable; start with {@link #of} and call the {@code with}
 * methods, which reject a value outside its range with an {@link InvalidRequestException}.
 */
public final class Ducking {
    private static final double MIN_DECIBELS = -60;
    private static final Duration MAX_ATTACK = Duration.ofSeconds(5);
    private static final Duration MAX_RELEASE = Duration.ofSeconds(10);

    private final double decibels;
    private final Duration attack;
    private final Duration release;

    private Ducking(double decibels, Duration attack, Duration release) {
        if (!(decibels >= MIN_DECIBELS && decibels <= 0)) {
            throw new InvalidRequestException("decibels", decibels + " is not from " + MIN_DECIBELS + " to 0");
        }
        this.decibels = decibels;
        this.attack = check("attack", attack, MAX_ATTACK);
        this.release = check("release", release, MAX_RELEASE);
    }

    /** Returns a ducking with an attack of 50 ms, shorter than a first word, and a release of 300 ms. */
    public static Ducking of(double decibels) {
        return new Ducking(decibels, Duration.ofMillis(50), Duration.ofMillis(300));
    }

    private static Duration check(String option, Duration time, Duration max) {
        if (Objects.requireNonNull(time, option).isNegative() || time.compareTo(max) > 0) {
            throw new InvalidRequestException(option, time + " is not from zero to " + max);
        }
        return time;
    }

    /** Returns the change in level of the other lanes. */
    public double decibels() {
        return decibels;
    }

    /** Returns a copy with another change in level, from -60 to 0. */
    public Ducking withDecibels(double change) {
        return new Ducking(change, attack, release);
    }

    /** Returns the time in which the level of the other lanes falls. */
    public Duration attack() {
        return attack;
    }

    /** Returns a copy with another time in which the level of the other lanes falls, up to 5 s. */
    public Ducking withAttack(Duration time) {
        return new Ducking(decibels, time, release);
    }

    /** Returns the time in which their level recovers after the lane became silent. */
    public Duration release() {
        return release;
    }

    /** Returns a copy with another time in which the level of the other lanes recovers, up to 10 s. */
    public Ducking withRelease(Duration time) {
        return new Ducking(decibels, attack, time);
    }

    /** Returns the factor by which the samples of the other lanes are multiplied. */
    double gain() {
        return Math.pow(10, decibels / 20);
    }

    /** Returns whether {@code first} attenuates more than {@code second}. A null value does not attenuate. */
    static boolean isStronger(@Nullable Ducking first, @Nullable Ducking second) {
        return first != null && (second == null || first.decibels < second.decibels);
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Ducking ducking
                && Double.compare(decibels, ducking.decibels) == 0
                && attack.equals(ducking.attack)
                && release.equals(ducking.release);
    }

    @Override
    public int hashCode() {
        return Objects.hash(decibels, attack, release);
    }

    @Override
    public String toString() {
        return "Ducking[decibels=" + decibels + ", attack=" + attack + ", release=" + release + "]";
    }
}
