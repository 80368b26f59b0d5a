package dev.parlando.audio.decode;

import java.time.Duration;

/**
 * The format of decoded samples, which are signed 16-bit and interleaved by channel.
 *
 * @param sampleRateHz audio frames per second
 * @param channels samples per audio frame, 1 or 2
 */
public record PcmFormat(int sampleRateHz, int channels) {
    /** Returns the duration of {@code audioFrames}, in milliseconds. */
    public double millis(long audioFrames) {
        return audioFrames * 1000.0 / sampleRateHz;
    }

    /** Returns the number of audio frames in {@code time}, rounded down and at most {@link Integer#MAX_VALUE}. */
    public int audioFrames(Duration time) {
        return (int) Math.min(Integer.MAX_VALUE, (time.getSeconds() + time.getNano() / 1e9) * sampleRateHz);
    }

    /** Returns the number of audio frames in {@code millis} milliseconds, rounded down. */
    public int audioFrames(int millis) {
        return (int) ((long) millis * sampleRateHz / 1000);
    }
}
