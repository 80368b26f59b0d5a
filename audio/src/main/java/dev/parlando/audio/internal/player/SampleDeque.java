package dev.parlando.audio.internal.player;

import java.util.Arrays;

/**
 * A deque of the samples of one utterance that are ready for the sink. Reclaimed samples return to the front.
 *
 * <p>Threading: confined to the playback thread. Cost: no allocation once the array has reached its usual size.
 */
final class SampleDeque {
    private short[] samples = new short[4096];
    private int start;
    private int end;

    /** Returns the backing array. The samples start at index {@link #start()}. */
    short[] array() {
        return samples;
    }

    int start() {
        return start;
    }

    int size() {
        return end - start;
    }

    /** Appends samples. */
    void addLast(short[] more, int count) {
        if (end + count > samples.length) {
            ensureRoom(0, count);
        }
        System.arraycopy(more, 0, samples, end, count);
        end += count;
    }

    /** Prepends samples. */
    void addFirst(short[] earlier, int count) {
        if (count > start) {
            ensureRoom(count, 0);
        }
        start -= count;
        System.arraycopy(earlier, 0, samples, start, count);
    }

    /** Moves the samples so that {@code before} samples fit in front of them and {@code after} samples behind them. */
    private void ensureRoom(int before, int after) {
        int size = size();
        short[] target = before + size + after > samples.length ? new short[2 * (before + size + after)] : samples;
        System.arraycopy(samples, start, target, before, size);
        samples = target;
        start = before;
        end = before + size;
    }

    /** Removes written samples from the front. */
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

    /** Returns a copy of the first samples. */
    short[] copyFirst(int count) {
        return Arrays.copyOfRange(samples, start, start + count);
    }
}
