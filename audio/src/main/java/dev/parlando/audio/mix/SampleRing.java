package dev.parlando.audio.mix;

import dev.parlando.audio.decode.PcmFormat;

/**
 * Keeps a stretch of a stream of samples, from one audio frame of it to another; both ends move forward, and the later
 * one back where something is taken back.
 *
 * <p>Guarded by the desk. Nothing is allocated after construction.
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

    /** Appends what fits and returns how many audio frames that were. */
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

    /** Copies samples from that audio frame on, which stay, and returns how many audio frames there were. */
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

    /** Forgets what comes before that audio frame. */
    void dropBefore(long audioFrame) {
        start = Math.max(start, Math.min(audioFrame, end));
    }

    /** Forgets what comes from that audio frame on, which may be before the start. */
    void truncateAt(long audioFrame) {
        end = Math.min(end, audioFrame);
        start = Math.min(start, end);
    }
}
