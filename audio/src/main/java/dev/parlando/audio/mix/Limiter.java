package dev.parlando.audio.mix;

import dev.parlando.audio.decode.PcmFormat;
import java.util.concurrent.TimeUnit;

/**
 * A limiter of the mixed block. Where a sum exceeds full scale, the gain falls just before the peak and recovers slowly
 * after it, so that nothing is clipped. Sums that fit pass unchanged.
 *
 * <p>The limiter looks ahead to the end of the block only, so it adds no delay. A peak at the start of a block lowers the
 * gain immediately.
 *
 * <p>Guarded by the lock of {@link MixerState}. Nothing is allocated per block.
 */
final class Limiter {
    private static final float CEILING = Short.MAX_VALUE;
    /** The time in which the gain falls from 1 to 0 before a peak. */
    private static final double ATTACK_MILLIS = 2;
    /** The time in which the gain recovers from 0 to 1, long enough to leave low voices undistorted. */
    private static final double RELEASE_MILLIS = 200;

    private final int channels;
    private final float attackPerAudioFrame;
    private final float releasePerAudioFrame;
    private final float[] gains;
    private float gain = 1;

    Limiter(PcmFormat format, int blockAudioFrames) {
        channels = format.channels();
        attackPerAudioFrame = perAudioFrame(format, ATTACK_MILLIS);
        releasePerAudioFrame = perAudioFrame(format, RELEASE_MILLIS);
        gains = new float[blockAudioFrames];
    }

    private static float perAudioFrame(PcmFormat format, double millis) {
        return (float) (TimeUnit.SECONDS.toMillis(1) / (millis * format.sampleRateHz()));
    }

    /** Limits the sums of {@code audioFrames} audio frames in place. */
    void apply(float[] sums, int audioFrames) {
        if (gain == 1 && fits(sums, audioFrames * channels)) {
            return;
        }
        for (int i = 0; i < audioFrames; i++) {
            gain = Math.min(gain + releasePerAudioFrame, gainThatFits(sums, i));
            gains[i] = gain;
        }
        for (int i = audioFrames - 2; i >= 0; i--) {
            gains[i] = Math.min(gains[i], gains[i + 1] + attackPerAudioFrame);
        }
        for (int i = 0; i < audioFrames * channels; i++) {
            sums[i] *= gains[i / channels];
        }
    }

    private static boolean fits(float[] sums, int samples) {
        for (int i = 0; i < samples; i++) {
            if (Math.abs(sums[i]) > CEILING) {
                return false;
            }
        }
        return true;
    }

    /** Returns the maximum gain, at most 1, at which all channels of an audio frame fit into full scale. */
    private float gainThatFits(float[] sums, int audioFrame) {
        float peak = CEILING;
        for (int channel = 0; channel < channels; channel++) {
            peak = Math.max(peak, Math.abs(sums[audioFrame * channels + channel]));
        }
        return CEILING / peak;
    }
}
