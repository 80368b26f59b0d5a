package dev.parlando.audio.decode;

import dev.parlando.error.InvalidRequestException;
import java.time.Duration;

/**
 * The format of decoded samples, which are signed 16-bit and interleaved by channel.
 *
 * @param sampleRateHz audio frames per second, 1000 to 384,000
 * @param channels samples per audio frame, 1 or 2
 */
public record PcmFormat(int sampleRateHz, int channels) {
    private static final int MIN_RATE_HZ = 1000;
    private static final int MAX_RATE_HZ = 384_000;
    private static final int MAX_CHANNELS = 2;

    /**
     * Creates a format.
     *
     * @throws InvalidRequestException if a value is out of range
     */
    public PcmFormat {
        check("Hz", sampleRateHz, MIN_RATE_HZ, MAX_RATE_HZ);
        check("channels", channels, 1, MAX_CHANNELS);
    }

    private static void check(String unit, int value, int min, int max) {
        if (value < min || value > max) {
            throw new InvalidRequestException(
                    "format", value + " " + unit + " is not from " + min + " to " + max + " " + unit);
        }
    }

    /** Returns whether a format with these values exists. */
    public static boolean isSupported(int sampleRateHz, int channels) {
        return sampleRateHz >= MIN_RATE_HZ && sampleRateHz <= MAX_RATE_HZ && channels >= 1 && channels <= MAX_CHANNELS;
    }

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
