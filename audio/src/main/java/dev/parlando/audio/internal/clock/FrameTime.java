package dev.parlando.audio.internal.clock;

import java.util.concurrent.TimeUnit;

/**
 * Conversions between audio frames and nanoseconds. They do not overflow as long as the result fits in a {@code long},
 * which is 292 years. The plain product {@code nanos * rate} overflows after 53 hours at 48 kHz.
 *
 * <p>Results are rounded towards zero.
 */
public final class FrameTime {
    private static final long SECOND_NANOS = TimeUnit.SECONDS.toNanos(1);

    private FrameTime() {}

    /** Returns the duration of {@code audioFrames}. */
    public static long nanos(long audioFrames, int sampleRateHz) {
        return scale(audioFrames, SECOND_NANOS, sampleRateHz);
    }

    /** Returns the number of audio frames in {@code nanos}. */
    public static long audioFrames(long nanos, int sampleRateHz) {
        return scale(nanos, sampleRateHz, SECOND_NANOS);
    }

    /** Returns the number of audio frames at rate {@code toHz} that last as long as {@code audioFrames} at {@code fromHz}. */
    public static long atRate(long audioFrames, int fromHz, int toHz) {
        return scale(audioFrames, toHz, fromHz);
    }

    /** Returns {@code value * factor / divisor}. The product of factor and divisor must fit. */
    private static long scale(long value, long factor, long divisor) {
        return value / divisor * factor + value % divisor * factor / divisor;
    }
}
