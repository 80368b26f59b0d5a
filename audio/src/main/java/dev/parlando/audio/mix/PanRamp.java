package dev.parlando.audio.mix;

import dev.parlando.audio.decode.PcmFormat;
import dev.parlando.audio.internal.gain.GainRamp;

/**
 * The gains of the two channels of a panned lane, which change without a click.
 *
 * <p>The channel on the side of the lane stays at a gain of 1, and the other one falls linearly to 0. A lane in the centre
 * is therefore unchanged. A lane with one channel is not panned. Guarded by the lock of {@link MixerState}.
 */
final class PanRamp {
    private final GainRamp[] gains;

    PanRamp(PcmFormat format) {
        PcmFormat oneChannel = new PcmFormat(format.sampleRateHz(), 1);
        gains = new GainRamp[format.channels()];
        for (int channel = 0; channel < gains.length; channel++) {
            gains[channel] = new GainRamp(oneChannel);
        }
    }

    /** Moves to a position from -1 (left) to 1 (right) within {@code audioFrames}. */
    void panTo(double pan, int audioFrames) {
        if (gains.length == 2) {
            gains[0].fadeTo(Math.min(1, 1 - pan), audioFrames);
            gains[1].fadeTo(Math.min(1, 1 + pan), audioFrames);
        }
    }

    boolean isUnity() {
        for (GainRamp gain : gains) {
            if (!gain.isUnity()) {
                return false;
            }
        }
        return true;
    }

    /** Advances a channel by one audio frame and returns its gain. */
    double next(int channel) {
        return gains[channel].next();
    }
}
