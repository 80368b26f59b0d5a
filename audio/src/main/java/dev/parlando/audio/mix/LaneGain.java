package dev.parlando.audio.mix;

import dev.parlando.audio.internal.gain.GainChange;
import dev.parlando.error.InvalidRequestException;
import java.time.Duration;

/**
 * The gain and pan of a lane, which its runs read at each block.
 *
 * <p>Threading: safe from any thread, and nothing waits.
 */
final class LaneGain {
    private volatile GainChange change = GainChange.UNITY;
    private volatile double pan;

    GainChange latestChange() {
        return change;
    }

    /** Returns the position from -1 (left) to 1 (right). */
    double pan() {
        return pan;
    }

    /** Requests a fade. Throws an {@link InvalidRequestException} if the gain is out of range or the time negative. */
    void fadeTo(double gain, Duration duration) {
        change = new GainChange(gain, duration);
    }

    /** Requests a position. Throws an {@link InvalidRequestException} if it is out of range. */
    void panTo(double newPan) {
        if (!(newPan >= -1 && newPan <= 1)) {
            throw new InvalidRequestException("pan", newPan + " is not from -1 to 1");
        }
        pan = newPan;
    }
}
