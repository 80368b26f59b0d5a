package dev.parlando.audio.mix;

import java.util.Arrays;

/**
 * Remembers where in the mix the samples of a lane are that have not been heard.
 *
 * <p>Guarded by the desk. A lane that sounds without a gap has one segment; each gap until then adds one.
 */
final class UnplayedSegments {
    private long[] starts = new long[8];
    private long[] ends = new long[8];
    private int count;

    /** Adds audio frames at that place of the mix, which is not before what was added earlier. */
    void add(long start, int audioFrames) {
        if (isContiguousAt(start)) {
            ends[count - 1] += audioFrames;
            return;
        }
        if (count == starts.length) {
            starts = Arrays.copyOf(starts, 2 * count);
            ends = Arrays.copyOf(ends, 2 * count);
        }
        starts[count] = start;
        ends[count++] = start + audioFrames;
    }

    /** Returns whether what is added at that place follows without a gap. */
    boolean isContiguousAt(long mixPosition) {
        return count > 0 && ends[count - 1] == mixPosition;
    }

    /** Returns how many of the audio frames are not heard when the mix was heard up to that place. */
    long unplayedAudioFrames(long played) {
        long unplayed = 0;
        for (int i = 0; i < count; i++) {
            unplayed += Math.max(0, ends[i] - Math.max(starts[i], played));
        }
        return unplayed;
    }

    /** Forgets all that ends before that place. */
    void dropBefore(long played) {
        int dropped = 0;
        while (dropped < count && ends[dropped] < played) {
            dropped++;
        }
        count -= dropped;
        System.arraycopy(starts, dropped, starts, 0, count);
        System.arraycopy(ends, dropped, ends, 0, count);
    }

    void clear() {
        count = 0;
    }
}
