package dev.parlando.audio.internal.player;

import java.util.Arrays;

/**
 * A deque of the samples of one utterance: those written to the sink that may be unplayed, followed by the pending ones.
 * Written samples that the sink did not play become pending again.
 *
 * <p>Threading: confined to the playback thread. Cost: no allocation once the array has reached its usual size.
 */
final class SampleDeque {
    private short[] samples = new short[4096];
    /** The index of the first written sample that is retained. */
    private int start;
    /** The index of the first pending sample. */
    private int pendingStart;

    private int end;

    /** Returns the backing array. The pending samples start at index {@link #pendingStart()}. */
    short[] array() {
        return samples;
    }

    int pendingStart() {
        return pendingStart;
    }

    int pendingCount() {
        return end - pendingStart;
    }

    /** Appends pending samples. */
    void addLast(short[] more, int count) {
        if (end + count > samples.length) {
            makeRoom(count);
        }
        System.arraycopy(more, 0, samples, end, count);
        end += count;
    }

    private void makeRoom(int count) {
        int size = end - start;
        short[] target = size + count > samples.length ? new short[2 * (size + count)] : samples;
        System.arraycopy(samples, start, target, 0, size);
        samples = target;
        pendingStart -= start;
        start = 0;
        end = size;
    }

    /** Marks the first pending samples as written. */
    void markWritten(int count) {
        pendingStart += count;
    }

    /** Releases the written samples except the last {@code retained} ones. */
    void releaseWritten(int retained) {
        start = Math.max(start, pendingStart - retained);
        if (start == end) {
            clear();
        }
    }

    /** Makes the last written samples pending again. Returns their number, which is limited to the retained ones. */
    int reclaimWritten(int count) {
        int reclaimed = Math.min(count, pendingStart - start);
        pendingStart -= reclaimed;
        return reclaimed;
    }

    void clear() {
        start = 0;
        pendingStart = 0;
        end = 0;
    }

    /** Returns a copy of the first pending samples. */
    short[] copyFirst(int count) {
        return Arrays.copyOfRange(samples, pendingStart, pendingStart + count);
    }
}
