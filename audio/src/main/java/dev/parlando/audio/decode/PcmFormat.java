package dev.parlando.audio.decode;

import java.time.Duration;

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

    /** Returns how many audio frames last that time, rounded down; {@link Integer#MAX_VALUE} if they are more. */
    public int audioFrames(Duration time) {
        return (int) Math.min(Integer.MAX_VALUE, (time.getSeconds() + time.getNano() / 1e9) * sampleRateHz);
    }

    /** Returns how many audio frames last that many milliseconds, rounded down. */
    public int audioFrames(int millis) {
        return (int) ((long) millis * sampleRateHz / 1000);
    }
}
