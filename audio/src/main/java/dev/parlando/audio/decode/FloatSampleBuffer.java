package dev.parlando.audio.decode;

import java.util.Arrays;
import javazoom.jl.decoder.Obuffer;

/**
 * A JLayer output buffer that stores the samples of one frame as floats, before JLayer rounds them towards zero.
 *
 * <p>Confined to one thread at a time.
 */
final class FloatSampleBuffer extends Obuffer {
    /** The factor to full scale, since JLayer multiplies by 32700 instead of 32768. */
    private static final float FULL_SCALE = 32_768f / 32_700f;
    /**
     * The peak level above which a frame is noise. Encoders overshoot by 2 dB on speech clipped by 12 dB, and by 7 dB
     * on speech clipped by 24 dB. Frames with damaged side info reach up to ten million times full scale, and about
     * half of them exceed this level.
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
     * Writes the first {@code count} samples, rounded to 16 bits. Samples that JLayer did not deliver are written as
     * silence, and so are all samples of a noise frame.
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

    /**
     * Returns whether the frame is noise, based on this frame alone. Waiting for the next frame would add latency, and
     * a loud frame may follow silence.
     */
    private boolean isNoise(int count) {
        float peak = 0;
        for (int i = 0; i < count; i++) {
            peak = Math.max(peak, Math.abs(samples[i]));
        }
        // The negated comparison also detects a peak that is NaN.
        return !(peak <= NOISE_PEAK);
    }

    @Override
    public void write_buffer(int ignored) {}

    @Override
    public void close() {}

    @Override
    public void set_stop_flag() {}
}
