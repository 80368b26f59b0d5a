package dev.parlando.audio.internal.sink;

import dev.parlando.audio.decode.PcmFormat;
import dev.parlando.audio.internal.clock.FrameTime;
import java.util.concurrent.TimeUnit;

/**
 * The positions of a device in the recent past. From each position, the device plays at its rate until it reaches the next
 * one. It runs dry at the end of its samples, not at their start.
 *
 * <p>Threading: confined to the owner of the sink. Cost: no allocation after construction.
 */
final class PositionHistory {
    /** The number of positions in the length of the delay, which is also the precision of the delay after a stall. */
    private static final int POSITIONS_PER_DELAY = 64;
    /** Positions at the start of playback come on top, at most one for each write. */
    private static final int CAPACITY = 4 * POSITIONS_PER_DELAY;

    private final int sampleRateHz;
    private final long delayNanos;
    private final long[] positions = new long[CAPACITY];
    private final long[] nanos = new long[CAPACITY];
    private long first;
    private long end;

    PositionHistory(PcmFormat format, int delayMillis) {
        sampleRateHz = format.sampleRateHz();
        delayNanos = TimeUnit.MILLISECONDS.toNanos(delayMillis);
    }

    void clear() {
        first = end;
    }

    /** Adds a position. The oldest one is dropped if there is no room. */
    void add(long atNanos, long position) {
        int index = index(end);
        positions[index] = position;
        nanos[index] = atNanos;
        end++;
        first = Math.max(first, end - CAPACITY);
    }

    /** Adds a position unless one was added shortly before. */
    void addIfDue(long atNanos, long position) {
        if (end == first || atNanos - nanos[index(end - 1)] >= delayNanos / POSITIONS_PER_DELAY) {
            add(atNanos, position);
        }
    }

    /** Returns the position before the delay, or the oldest one if none is that old. */
    long delayedAt(long nowNanos) {
        long atNanos = nowNanos - delayNanos;
        while (first + 1 < end && nanos[index(first + 1)] - atNanos <= 0) {
            first++;
        }
        long position = positions[index(first)];
        long elapsedNanos = Math.max(0, atNanos - nanos[index(first)]);
        long estimate = position + FrameTime.audioFrames(elapsedNanos, sampleRateHz);
        return first + 1 < end ? Math.min(estimate, positions[index(first + 1)]) : position;
    }

    private static int index(long sequence) {
        return (int) (sequence % CAPACITY);
    }
}
