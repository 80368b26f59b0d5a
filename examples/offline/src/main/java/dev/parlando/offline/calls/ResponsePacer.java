package dev.parlando.offline.calls;

import dev.parlando.offline.limits.EventLoopClock;

/**
 * Holds one answer back so that it takes as long as its sound, or a part or multiple of that; confined to the event loop.
 */
final class ResponsePacer {
    private static final double NANOS_PER_SECOND = 1e9;

    private final EventLoopClock time;
    private final double nanosPerSecond;
    private boolean started;
    private long startNanos;
    private double sentSeconds;

    /**
     * Describes the pace of an answer that has not begun.
     *
     * @param time what to measure with
     * @param factor how many times as fast as its sound the answer is sent; 0 for as fast as it is made
     */
    ResponsePacer(EventLoopClock time, double factor) {
        this.time = time;
        nanosPerSecond = factor == 0 ? 0 : NANOS_PER_SECOND / factor;
    }

    /** Is told how much of the sound, from its beginning, has been sent. */
    void recordSent(double untilSeconds) {
        if (!started) {
            started = true;
            startNanos = time.nanoTime();
        }
        sentSeconds = untilSeconds;
    }

    /** Returns how long to wait until more, or the end, is due; 0 or less if it is due now. */
    long delayNanos() {
        return started ? (long) (sentSeconds * nanosPerSecond) - (time.nanoTime() - startNanos) : 0;
    }
}
