package dev.parlando.audio.mix;

import java.util.Arrays;

/**
 * Adds the samples of one block up, in integers, and cuts off at the end what no sample of 16 bits can hold.
 *
 * <p>Cut off rather than bent: so a lane that sounds alone, or softly enough with others, comes out bit for bit. Guarded
 * by the desk; nothing is allocated per block.
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

    /** Returns the sums, which are valid until the next call. */
    short[] mixed() {
        for (int i = 0; i < sums.length; i++) {
            mixed[i] = (short) Math.max(Short.MIN_VALUE, Math.min(Short.MAX_VALUE, sums[i]));
        }
        return mixed;
    }
}
