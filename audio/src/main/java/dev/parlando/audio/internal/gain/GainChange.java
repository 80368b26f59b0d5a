package dev.parlando.audio.internal.gain;

import dev.parlando.error.InvalidRequestException;
import java.time.Duration;
import java.util.Objects;

/**
 * A change of gain that a user requested. Immutable.
 *
 * @param gain the target, a factor from 0 to 4
 * @param duration the duration of the fade
 */
public record GainChange(double gain, Duration duration) {
    /** A gain of 1, which leaves samples unchanged. */
    public static final GainChange UNITY = new GainChange(1, Duration.ZERO);

    /** The maximum gain as a factor, equal to 12 dB. */
    private static final double MAX_GAIN = 4;
    /** The duration of a gain change that avoids a click. */
    public static final Duration CLICK_FREE_FADE = Duration.ofMillis(10);

    /**
     * Validates the change.
     *
     * @throws InvalidRequestException if the gain is out of range or the duration is negative
     */
    public GainChange {
        Objects.requireNonNull(duration, "time");
        if (!(gain >= 0 && gain <= MAX_GAIN)) {
            throw new InvalidRequestException("gain", gain + " is not from 0 to " + MAX_GAIN);
        }
        if (duration.isNegative()) {
            throw new InvalidRequestException("time", duration + " is negative");
        }
    }

    /** Returns whether the fade is only long enough to avoid a click, so that it can be skipped after silence. */
    public boolean isClickFreeOnly() {
        return duration.compareTo(CLICK_FREE_FADE) <= 0;
    }
}
