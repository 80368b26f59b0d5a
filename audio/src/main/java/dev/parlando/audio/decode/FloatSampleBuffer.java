package dev.parlando.audio.decode;

import java.util.Arrays;
import javazoom.jl.decoder.Obuffer;

/**
 * Collects the samples of one frame as JLayer computes them, before it rounds them towards zero.
 *
 * <p>Confined to one thread at a time.
 */
final class FloatSampleBuffer extends Obuffer {
    /** JLayer multiplies by 32700; full scale is 32768. */
    private static final float FULL_SCALE = 32_768f / 32_700f;
    /**
     * What no sound frame reaches. Encoders overshoot by 2 dB on speech clipped by 12 dB, and by 7 dB on speech clipped
     * by 24 dB; frames with damaged side info reach up to ten million times full scale, and about half of them this.
     */
    private static final float NOISE_PEAK = 2.5f * 32_700;

    private final float[] samples = new float[AudioDecoder.MAX_BLOCK_SAMPLES];
    private final int[] next = new int[MAXCHANNELS];
    private final int channels;

    FloatSampleBuffer(int channels) {
        this.channels = channels;
        clear_buffer();
    }

    @Override
    public void appendSamples(int channel, float[] values) {
        int index = next[channel];
        for (float value : values) {
            samples[index] = value;
            index += channels;
        }
        next[channel] = index;
    }

    @Override
    public void append(int channel, short value) {
        samples[next[channel]] = value;
        next[channel] += channels;
    }

    @Override
    public void clear_buffer() {
        Arrays.fill(samples, 0);
        for (int channel = 0; channel < channels; channel++) {
            next[channel] = channel;
        }
    }

    /**
     * Writes the first {@code count} samples, rounded; what JLayer did not deliver is silence, and so is a frame of
     * noise.
     */
    void copyTo(short[] pcm, int count) {
        if (isNoise(count)) {
            Arrays.fill(pcm, 0, count, (short) 0);
            return;
        }
        for (int i = 0; i < count; i++) {
            int rounded = Math.round(samples[i] * FULL_SCALE);
            pcm[i] = (short) Math.max(Short.MIN_VALUE, Math.min(Short.MAX_VALUE, rounded));
        }
    }

    /** Judges a frame by itself: to wait for the next one would delay the sound, and a loud one may follow silence. */
    private boolean isNoise(int count) {
        float peak = 0;
        for (int i = 0; i < count; i++) {
            peak = Math.max(peak, Math.abs(samples[i]));
        }
        // Written this way round, it holds for a peak that is not a number too.
        return !(peak <= NOISE_PEAK);
    }

    @Override
    public void write_buffer(int ignored) {}

    @Override
    public void close() {}

    @Override
    public void set_stop_flag() {}
}
