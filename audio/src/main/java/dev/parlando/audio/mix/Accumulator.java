package dev.parlando.audio.mix;

import java.util.Arrays;

/**
 * An accumulator that adds the samples of one block as integers and clips the sums to 16 bits.
 *
 * <p>Samples are clipped and never compressed. The output is therefore bit-exact for a lane that plays alone, and for
 * several lanes whose sums fit into 16 bits. Guarded by the lock of {@link MixerState}. No allocation per block.
 */
final class Accumulator {
    private final int[] sums;
    private final short[] mixed;

    Accumulator(int samples) {
        sums = new int[samples];
        mixed = new short[samples];
    }

    void clear() {
        Arrays.fill(sums, 0);
    }

    void add(short[] samples, int count) {
        for (int i = 0; i < count; i++) {
            sums[i] += samples[i];
        }
    }

    /** Returns the clipped sums, which are valid until the next call. */
    short[] mixed() {
        for (int i = 0; i < sums.length; i++) {
            mixed[i] = (short) Math.max(Short.MIN_VALUE, Math.min(Short.MAX_VALUE, sums[i]));
        }
        return mixed;
    }
}
