package dev.parlando.audio.internal.queue;

import dev.parlando.audio.decode.PcmFormat;

/**
 * A ring buffer that holds a contiguous range of a stream of samples. Both ends move forward, and the later end moves
 * back if samples are reclaimed.
 *
 * <p>Threading: not thread-safe. Cost: no allocation after construction.
 */
public final class SampleRing {
    private final PcmFormat format;
    private final int channels;
    private final short[] ring;
    private long start;
    private long end;

    /** Creates an empty ring for {@code audioFrames}, whose first position is 0. */
    public SampleRing(PcmFormat format, int audioFrames) {
        this.format = format;
        channels = format.channels();
        ring = new short[audioFrames * channels];
    }

    /** Returns the position of the first audio frame. */
    public long start() {
        return start;
    }

    /** Returns the position behind the last audio frame. */
    public long end() {
        return end;
    }

    /** Returns the number of audio frames. */
    public int size() {
        return (int) (end - start);
    }

    /** Returns the maximum number of audio frames. */
    public int capacity() {
        return ring.length / channels;
    }

    /** Returns whether the ring is one for {@code audioFrames} of a format. */
    public boolean isFor(PcmFormat otherFormat, int audioFrames) {
        return format.equals(otherFormat) && capacity() == audioFrames;
    }

    /** Appends as many audio frames as fit and returns their number. */
    public int append(short[] samples, int offsetAudioFrames, int audioFrames) {
        int count = Math.min(audioFrames, capacity() - size());
        int index = index(end);
        int untilWrap = Math.min(count * channels, ring.length - index);
        int from = offsetAudioFrames * channels;
        System.arraycopy(samples, from, ring, index, untilWrap);
        System.arraycopy(samples, from + untilWrap, ring, 0, count * channels - untilWrap);
        end += count;
        return count;
    }

    /** Copies audio frames from position {@code from} without removing them, and returns their number. */
    public int copy(long from, short[] target, int audioFrames) {
        int count = (int) Math.min(audioFrames, end - from);
        int index = index(from);
        int untilWrap = Math.min(count * channels, ring.length - index);
        System.arraycopy(ring, index, target, 0, untilWrap);
        System.arraycopy(ring, 0, target, untilWrap, count * channels - untilWrap);
        return count;
    }

    private int index(long audioFrame) {
        return (int) (audioFrame % capacity()) * channels;
    }

    /** Removes the audio frames before position {@code audioFrame}. */
    public void dropBefore(long audioFrame) {
        start = Math.max(start, Math.min(audioFrame, end));
    }

    /** Removes the audio frames from position {@code audioFrame}, which may be before the start. */
    public void truncateAt(long audioFrame) {
        end = Math.min(end, audioFrame);
        start = Math.min(start, end);
    }
}
