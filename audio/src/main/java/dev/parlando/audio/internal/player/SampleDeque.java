package dev.parlando.audio.internal.player;

import java.util.Arrays;

/**
 * Keeps the samples of one utterance that are ready for the sink, in order; what was taken back goes to the front.
 *
 * <p>Threading: confined to the play thread. Cost: nothing is allocated once it has grown to what is usual.
 */
final class SampleDeque {
    private short[] samples = new short[4096];
    private int start;
    private int end;

    /** Returns the array in which the samples lie, from {@link #start()} on. */
    short[] array() {
        return samples;
    }

    int start() {
        return start;
    }

    int size() {
        return end - start;
    }

    /** Adds samples at the end. */
    void addLast(short[] more, int count) {
        if (end + count > samples.length) {
            ensureRoom(0, count);
        }
        System.arraycopy(more, 0, samples, end, count);
        end += count;
    }

    /** Puts samples before all others. */
    void addFirst(short[] earlier, int count) {
        if (count > start) {
            ensureRoom(count, 0);
        }
        start -= count;
        System.arraycopy(earlier, 0, samples, start, count);
    }

    /** Moves the samples so that there is that much room before and after them. */
    private void ensureRoom(int before, int after) {
        int size = size();
        short[] target = before + size + after > samples.length ? new short[2 * (before + size + after)] : samples;
        System.arraycopy(samples, start, target, before, size);
        samples = target;
        start = before;
        end = before + size;
    }

    /** Drops samples at the front, which were written. */
    void removeFirst(int count) {
        start += count;
        if (start == end) {
            clear();
        }
    }

    void clear() {
        start = 0;
        end = 0;
    }

    /** Copies the first samples. */
    short[] copyFirst(int count) {
        return Arrays.copyOfRange(samples, start, start + count);
    }
}
