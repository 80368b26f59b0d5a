package dev.parlando.audio.internal.gain;

import dev.parlando.error.InvalidRequestException;
import java.time.Duration;

/** The limits of a gain. */
public final class GainLimits {
    /** The maximum gain as a factor, equal to 12 dB. */
    private static final double MAX = 4;
    /** The duration of a gain change that avoids a click. */
    public static final Duration CLICK_FREE_FADE = Duration.ofMillis(10);

    private GainLimits() {}

    /**
     * Validates a fade requested by a user.
     *
     * @throws InvalidRequestException if the gain is not from 0 to 4 or the time is negative
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
