package dev.parlando.audio.resample;

import java.util.Arrays;
import java.util.Objects;

/**
 * A streaming sample rate converter for one mono stream.
 *
 * <p>Any split of the same samples yields the same output. A whole stream yields {@code in × outHz / inHz} samples,
 * rounded down. The output is aligned with the input, since the filter delay is removed. The in-band error is more than
 * 90 dB below a loud signal, and aliases are more than 100 dB down. If the rates are equal, samples pass unchanged and
 * without delay.
 *
 * <p>Threading: confined to one thread at a time. Cost: one multiplication per tap of the {@link PolyphaseFilter}; no
 * allocation after construction.
 */
public final class Resampler {
    private static final int BLOCK_SAMPLES = 1024;

    private final PolyphaseFilter filter;
    private final boolean identity;
    private final int phases;
    /**
     * The number of whole input samples between two outputs. The remainder, in 1/L of a sample, is {@link #stepPhases}.
     */
    private final int stepSamples;

    private final int stepPhases;
    private final float[] window;
    /** The number of samples in the window. The taps of the next output start at {@link #inputIndex}. */
    private int filled;
    /** The integer part of the next output position, as an index into the window. */
    private int inputIndex;
    /** The fractional part of the next output position, in 1/L of an input sample. */
    private int phase;

    private long consumedSamples;
    private long producedSamples;

    /** Creates a resampler for one stream that shares the table of {@code filter}. */
    public Resampler(PolyphaseFilter filter) {
        this.filter = filter;
        identity = filter.inHz() == filter.outHz();
        phases = filter.phases();
        stepSamples = filter.step() / phases;
        stepPhases = filter.step() % phases;
        window = new float[filter.taps() + BLOCK_SAMPLES];
        filled = filter.half() - 1;
    }

    /** Creates a resampler for one stream with its own table. For many streams, share a {@link PolyphaseFilter}. */
    public static Resampler between(int inHz, int outHz) {
        return new Resampler(PolyphaseFilter.between(inHz, outHz));
    }

    /** Returns a sufficient output length for {@code inputSamples} input samples, or for {@link #finish} if 0. */
    public int maxOutput(int inputSamples) {
        long samples = (long) inputSamples + filter.half() + 1;
        return Math.toIntExact(samples * filter.phases() / filter.step() + 1);
    }

    /**
     * Consumes samples and writes the output that becomes complete.
     *
     * @param input the samples to consume
     * @param offset the index of the first sample
     * @param length the number of samples
     * @param output receives the samples from index 0; {@link #maxOutput} returns the required length
     * @return the number of samples written, which may be 0
     */
    public int resample(short[] input, int offset, int length, short[] output) {
        Objects.requireNonNull(input, "input");
        Objects.requireNonNull(output, "output");
        consumedSamples += length;
        if (identity) {
            System.arraycopy(input, offset, output, 0, length);
            return length;
        }
        int produced = 0;
        int end = offset + length;
        for (int next = offset; next < end; ) {
            int count = Math.min(end - next, compact());
            for (int i = 0; i < count; i++) {
                window[filled++] = input[next++];
            }
            produced = drain(output, produced, Long.MAX_VALUE);
        }
        return produced;
    }

    /**
     * Writes the remaining output at the end of the stream. The object must not be used afterwards.
     *
     * @param output as for {@link #resample}, for no input
     * @return the number of samples written
     */
    public int finish(short[] output) {
        Objects.requireNonNull(output, "output");
        if (identity) {
            return 0;
        }
        long total = consumedSamples * filter.phases() / filter.step();
        int produced = 0;
        for (int zeros = filter.half(); zeros > 0; ) {
            int count = Math.min(zeros, compact());
            Arrays.fill(window, filled, filled + count, 0);
            filled += count;
            zeros -= count;
            produced = drain(output, produced, total);
        }
        return produced;
    }

    /** Drops samples that no later output needs, and returns the number of samples that may be added. */
    private int compact() {
        System.arraycopy(window, inputIndex, window, 0, filled - inputIndex);
        filled -= inputIndex;
        inputIndex = 0;
        return window.length - filled;
    }

    private int drain(short[] output, int from, long limit) {
        int produced = from;
        while (inputIndex + filter.taps() <= filled && producedSamples < limit) {
            output[produced++] = clamp(filter.apply(phase, window, inputIndex));
            producedSamples++;
            inputIndex += stepSamples;
            phase += stepPhases;
            if (phase >= phases) {
                phase -= phases;
                inputIndex++;
            }
        }
        return produced;
    }

    private static short clamp(float sample) {
        // Compiles to two instructions, unlike Math.round.
        int rounded = (int) Math.rint(sample);
        return (short) Math.max(Short.MIN_VALUE, Math.min(Short.MAX_VALUE, rounded));
    }
}
