package dev.parlando.benchmarks.endtoend.telephony;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import org.HdrHistogram.AtomicHistogram;
import org.HdrHistogram.Histogram;

/**
 * The number and the lateness of the packets of all calls.
 *
 * <p>Threading: safe for use from any thread. Cost: no allocation per packet.
 */
final class CallMeter {
    private static final long MAX_NANOS = TimeUnit.SECONDS.toNanos(100);
    private static final int DIGITS = 3;

    private final AtomicHistogram nanos = new AtomicHistogram(MAX_NANOS, DIGITS);
    private final LongAdder sent = new LongAdder();
    private volatile boolean measuring;

    /** Starts or ends the recording of the lateness. */
    void setMeasuring(boolean measuring) {
        this.measuring = measuring;
    }

    /** Records the lateness of a packet, and counts it. */
    void onPacket(long lateNanos) {
        sent.increment();
        onSkipped(lateNanos);
    }

    /** Records the lateness of a packet that was not sent. */
    void onSkipped(long lateNanos) {
        if (measuring) {
            nanos.recordValue(Math.min(MAX_NANOS, lateNanos));
        }
    }

    /** Returns the number of all packets, whether measured or not. */
    long sent() {
        return sent.sum();
    }

    /** Returns the measured times. */
    Histogram lateness() {
        return nanos.copy();
    }
}
