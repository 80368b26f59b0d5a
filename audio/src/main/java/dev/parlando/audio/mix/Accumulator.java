package dev.parlando.audio.mix;

import dev.parlando.audio.decode.PcmFormat;
import dev.parlando.audio.internal.gain.MasterGain;
import java.util.Arrays;

/**
 * An accumulator that adds the samples of one block, each multiplied once by all gains of its lane, and limits the sums
 * to 16 bits.
 *
 * <p>The output is bit-exact for a lane that plays alone at a gain of 1, and for several such lanes whose sums fit into
 * 16 bits. Guarded by the lock of {@link MixerState}. No allocation per block.
 */
final class Accumulator {
    private final int channels;
    private final float[] sums;
    private final short[] mixed;
    private final Limiter limiter;

    Accumulator(PcmFormat format, int blockAudioFrames) {
        channels = format.channels();
        sums = new float[blockAudioFrames * channels];
        mixed = new short[sums.length];
        limiter = new Limiter(format, blockAudioFrames);
    }

    void clear() {
        Arrays.fill(sums, 0);
    }

    /** Adds samples from the start of the block. */
    void add(short[] samples, int count) {
        for (int i = 0; i < count; i++) {
            sums[i] += samples[i];
        }
    }

    /** Adds one audio frame of a block at index {@code audioFrame}, multiplied by {@code gain} and the gains of the pan. */
    void add(short[] samples, int audioFrame, double gain, PanRamp pan) {
        for (int channel = 0; channel < channels; channel++) {
            int i = audioFrame * channels + channel;
            sums[i] += (float) (samples[i] * gain * pan.next(channel));
        }
    }

    /** Multiplies the sums of {@code audioFrames} audio frames by the gain of the mixer. */
    void scale(MasterGain gain, int audioFrames) {
        if (gain.isUnity()) {
            return;
        }
        for (int i = 0; i < audioFrames; i++) {
            float factor = (float) gain.next();
            for (int channel = 0; channel < channels; channel++) {
                sums[i * channels + channel] *= factor;
            }
        }
    }

    /** Returns the limited sums, which are valid until the next call. */
    short[] mixed(int audioFrames) {
        limiter.apply(sums, audioFrames);
        for (int i = 0; i < audioFrames * channels; i++) {
            mixed[i] = (short) Math.round(sums[i]);
        }
        return mixed;
    }
}
