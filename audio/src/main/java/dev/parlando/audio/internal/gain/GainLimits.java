package dev.parlando.audio.internal.gain;

import dev.parlando.error.InvalidRequestException;
import java.time.Duration;

/** Holds what a loudness may be. */
public final class GainLimits {
    /** The loudest, as a factor: 12 dB. */
    public static final double MAX = 4;
    /** Within so much time a change makes no click. */
    public static final Duration CLICK_FREE_FADE = Duration.ofMillis(10);

    private GainLimits() {}

    /**
     * Checks a fade that a user asks for.
     *
     * @throws InvalidRequestException if the gain is not from 0 to {@link #MAX} or the time is negative
     */
    public static void checkFade(double gain, Duration time) {
        if (!(gain >= 0 && gain <= MAX)) {
            throw new InvalidRequestException("gain", gain + " is not from 0 to " + MAX);
        }
        if (time.isNegative()) {
            throw new InvalidRequestException("time", time + " is negative");
        }
    }
}
