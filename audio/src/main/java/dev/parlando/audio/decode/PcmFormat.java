package dev.parlando.audio.decode;

/**
 * Describes decoded samples: signed 16-bit, interleaved by channel.
 *
 * @param sampleRateHz audio frames per second
 * @param channels samples per audio frame, 1 or 2
 */
public record PcmFormat(int sampleRateHz, int channels) {
    /** Returns how long that many audio frames last, in milliseconds. */
    public double millis(long audioFrames) {
        return audioFrames * 1000.0 / sampleRateHz;
    }

    /** Returns how many audio frames last that many milliseconds, rounded down. */
    public int audioFrames(int millis) {
        return (int) ((long) millis * sampleRateHz / 1000);
    }
}
