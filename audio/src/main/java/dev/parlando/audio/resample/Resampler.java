package dev.parlando.audio.resample;

import java.util.Arrays;

/**
 * Changes the sample rate of one mono stream, piece by piece.
 *
 * <p>Any split of the same samples gives the same output, and in the end there are {@code in × outHz / inHz} samples,
 * rounded down, in step with the input: the filter's delay is taken out. In band the error is more than 90 dB below a
 * loud signal; what would fold back is more than 100 dB down. With equal rates samples pass unchanged and at once.
 *
 * <p>Threading: confined to one thread at a time. Cost: one multiplication per tap of the {@link PolyphaseFilter};
 * nothing is allocated after construction.
 */
public final class Resampler {
    private static final int BLOCK_SAMPLES = 1024;

    private final PolyphaseFilter filter;
    private final boolean identity;
    private final int phases;
    /** Whole input samples from one output to the next, and what is left of the way in 1/L of one. */
    private final int stepSamples;

    private final int stepPhases;
    private final float[] window;
    /** Samples in the window, of which the first belongs to the row of taps at {@link #inputIndex}. */
    private int filled;
    /** Whole part of the next output's place, as an index into the window's start. */
    private int inputIndex;
    /** Fractional part of the next output's place, in 1/L of an input sample. */
    private int phase;

    private long consumedSamples;
    private long producedSamples;

    /** Starts a stream that shares the filter's table. */
    public Resampler(PolyphaseFilter filter) {
        this.filter = filter;
        identity = filter.inHz() == filter.outHz();
        phases = filter.phases();
        stepSamples = filter.step() / phases;
        stepPhases = filter.step() % phases;
        window = new float[filter.taps() + BLOCK_SAMPLES];
        filled = filter.half() - 1;
    }

    /** Starts a stream with a table of its own; to start many between the same rates, share a {@link PolyphaseFilter}. */
    public static Resampler between(int inHz, int outHz) {
        return new Resampler(PolyphaseFilter.between(inHz, outHz));
    }

    /** Returns how long an output array must be for that many input samples, or for 0 at the end, to fit surely. */
    public int maxOutput(int inputSamples) {
        long samples = (long) inputSamples + filter.half() + 1;
        return Math.toIntExact(samples * filter.phases() / filter.step() + 1);
    }

    /**
     * Takes samples and hands out what they make complete.
     *
     * @param input samples to take, all of them
     * @param offset index of the first one
     * @param length how many
     * @param output receives the samples from index 0; {@link #maxOutput} says how long it must be
     * @return how many samples were handed out, which may be 0
     */
    public int resample(short[] input, int offset, int length, short[] output) {
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
     * Hands out what is left at the end of the stream; afterwards the object is not used again.
     *
     * @param output as for {@link #resample}, for no input
     * @return how many samples were handed out
     */
    public int finish(short[] output) {
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

    /** Drops what no later output needs, and says how many samples may be added. */
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
        // Compiles to two instructions, which Math.round does not.
        int rounded = (int) Math.rint(sample);
        return (short) Math.max(Short.MIN_VALUE, Math.min(Short.MAX_VALUE, rounded));
    }
}
