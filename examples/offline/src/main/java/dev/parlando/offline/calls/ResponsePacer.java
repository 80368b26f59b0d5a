package dev.parlando.offline.calls;

import dev.parlando.offline.limits.EventLoopClock;

/**
 * A pacer for one response: delays the writes so that the response takes as long as its audio, or a fraction or
 * multiple of that. Threading: confined to the event loop.
 */
public final class ResponsePacer {
    private static final double NANOS_PER_SECOND = 1e9;

    private final EventLoopClock time;
    private final double nanosPerSecond;
    private boolean started;
    private long startNanos;
    private double sentSeconds;

    /**
     * Creates the pacer of a response that has not started.
     *
     * @param time the clock
     * @param factor the rate as a multiple of real time; 0 for as fast as the audio is generated
     */
    public ResponsePacer(EventLoopClock time, double factor) {
        this.time = time;
        nanosPerSecond = factor == 0 ? 0 : NANOS_PER_SECOND / factor;
    }

    /** Records that the audio has been sent up to {@code untilSeconds} from its start. */
    public void recordSent(double untilSeconds) {
        if (!started) {
            started = true;
            startNanos = time.nanoTime();
        }
        sentSeconds = untilSeconds;
    }

    /** Returns the delay until the next write, or the end, is due; 0 or less if it is due now. */
    public long delayNanos() {
        return started ? (long) (sentSeconds * nanosPerSecond) - (time.nanoTime() - startNanos) : 0;
    }
}
