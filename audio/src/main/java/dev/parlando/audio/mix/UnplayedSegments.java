package dev.parlando.audio.mix;

import java.util.Arrays;

/**
 * The positions in the mix of the unplayed samples of a lane.
 *
 * <p>Guarded by the lock of {@link MixerState}. A lane that plays without a gap has one segment, and each gap adds one.
 */
final class UnplayedSegments {
    private long[] starts = new long[8];
    private long[] ends = new long[8];
    private int count;

    /** Adds audio frames at position {@code start} of the mix, which must not precede earlier segments. */
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

    /** Returns whether audio frames added at position {@code mixPosition} follow without a gap. */
    boolean isContiguousAt(long mixPosition) {
        return count > 0 && ends[count - 1] == mixPosition;
    }

    /** Returns the number of audio frames that are unplayed once the mix was played up to position {@code played}. */
    long unplayedAudioFrames(long played) {
        long unplayed = 0;
        for (int i = 0; i < count; i++) {
            unplayed += Math.max(0, ends[i] - Math.max(starts[i], played));
        }
        return unplayed;
    }

    /** Removes all segments that end before position {@code played}. */
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
