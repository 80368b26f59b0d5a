package dev.parlando.benchmarks.endtoend.telephony;

import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * The absolute plan of one call: packet <i>n</i> is due at start + <i>n</i> &middot; ptime. The start is that of the most
 * punctual packet so far, so that all bridges are measured in the same way, without knowledge of their clock. A packet that
 * was skipped counts as late until the next one is sent.
 *
 * <p>Threading: owned by the thread that sends the packets of the call.
 */
final class PacketMeter {
    private static final long PTIME_NANOS = TimeUnit.MILLISECONDS.toNanos(CallBridge.PTIME_MILLIS);

    private final CallMeter calls;
    private final LongSupplier nanoClock;
    private boolean started;
    private long startNanos;
    private long nextIndex;

    PacketMeter(CallMeter calls, LongSupplier nanoClock) {
        this.calls = calls;
        this.nanoClock = nanoClock;
    }

    /**
     * Called immediately before a packet is sent.
     *
     * @param index the number of packet times since the start of the call
     */
    void beforeSend(long index) {
        long nowNanos = nanoClock.getAsLong();
        long start = nowNanos - index * PTIME_NANOS;
        if (!started || start - startNanos < 0) {
            started = true;
            startNanos = start;
        }
        while (nextIndex < index) {
            calls.onSkipped(nowNanos - nextIndex++ * PTIME_NANOS - startNanos);
        }
        nextIndex = index + 1;
        calls.onPacket(start - startNanos);
    }
}
