package dev.parlando.audio.mix;

import dev.parlando.audio.decode.PcmFormat;

/**
 * A ring buffer that holds a contiguous range of a stream of samples. Both ends move forward, and the later end moves
 * back if samples are reclaimed.
 *
 * <p>Guarded by the lock of {@link MixerState}. No allocation after construction.
 */
final class SampleRing {
    private final short[] ring;
    private final int channels;
    private long start;
    private long end;

    SampleRing(PcmFormat format, int audioFrames) {
        channels = format.channels();
        ring = new short[audioFrames * channels];
    }

    long start() {
        return start;
    }

    long end() {
        return end;
    }

    int size() {
        return (int) (end - start);
    }

    int capacity() {
        return ring.length / channels;
    }

    /** Appends as many audio frames as fit and returns their number. */
    int append(short[] samples, int offsetAudioFrames, int audioFrames) {
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
    int copy(long from, short[] target, int audioFrames) {
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
    void dropBefore(long audioFrame) {
        start = Math.max(start, Math.min(audioFrame, end));
    }

    /** Removes the audio frames from position {@code audioFrame}, which may be before the start. */
    void truncateAt(long audioFrame) {
        end = Math.min(end, audioFrame);
        start = Math.min(start, end);
    }
}
