package dev.parlando.audio.telephony.rtp;

import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;

/**
 * The times of sender reports (RFC 3550, section 6.2): about every five seconds, at random, so that the reports of many
 * calls do not meet. With two participants the share of the bandwidth never asks for a longer interval.
 *
 * <p>Not thread-safe.
 */
final class RtcpTimer {
    private static final double INTERVAL_NANOS = TimeUnit.SECONDS.toNanos(5);
    /** The correction for reports that are sent earlier because of the random factor: e - 3/2 (section 6.3.1). */
    private static final double COMPENSATION = Math.E - 1.5;

    private final RandomGenerator random;
    private long nextNanos;

    /** Creates a timer whose first report is due after half an interval (section 6.2). */
    RtcpTimer(RandomGenerator random, long nowNanos) {
        this.random = random;
        this.nextNanos = nowNanos + interval() / 2;
    }

    private long interval() {
        return (long) (INTERVAL_NANOS * (0.5 + random.nextDouble()) / COMPENSATION);
    }

    /** Returns whether a report is due, and schedules the next one if it is. */
    boolean isDue(long nowNanos) {
        if (nowNanos - nextNanos < 0) {
            return false;
        }
        nextNanos = nowNanos + interval();
        return true;
    }
}
