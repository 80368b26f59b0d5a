package dev.parlando.audio.internal.pace;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.HdrHistogram.AtomicHistogram;

/**
 * A histogram of the time by which packets were late. It resolves 1 % from 1 &micro;s to 1 s and takes 14 KiB; the
 * maximum is exact.
 *
 * <p>Threading: one thread records; any thread may read, and may miss the latest packet. Cost: no allocation per packet.
 */
public final class Lateness {
    private static final long MAX_MICROS = (1 << 20) - 1;
    private static final int DIGITS = 2;

    private final AtomicHistogram micros = new AtomicHistogram(MAX_MICROS, DIGITS);
    private final AtomicLong maxNanos = new AtomicLong();

    /** Creates an empty histogram. */
    public Lateness() {}

    /** Records one packet. A negative time counts as 0. */
    public void record(long nanos) {
        micros.recordValue(Math.max(0, Math.min(MAX_MICROS, nanos / 1000)));
        if (nanos > maxNanos.getPlain()) {
            maxNanos.setRelease(nanos);
        }
    }

    /** Adds the packets of another histogram. */
    public void add(Lateness other) {
        micros.add(other.micros);
        maxNanos.setRelease(Math.max(maxNanos.getPlain(), other.maxNanos()));
    }

    /** Returns the number of packets. */
    public long count() {
        return micros.getTotalCount();
    }

    /** Returns the time that {@code percent} of the packets do not exceed, at most 1 s or the maximum. */
    public long nanosAt(double percent) {
        // The histogram returns the upper end of a bucket, which no packet may have reached.
        return Math.min(TimeUnit.MICROSECONDS.toNanos(micros.getValueAtPercentile(percent)), maxNanos());
    }

    /** Returns the maximum. No percentile that was read before exceeds it. */
    public long maxNanos() {
        return maxNanos.getAcquire();
    }
}
