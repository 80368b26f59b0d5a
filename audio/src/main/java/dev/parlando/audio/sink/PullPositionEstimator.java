package dev.parlando.audio.sink;

import dev.parlando.audio.decode.PcmFormat;
import java.util.concurrent.TimeUnit;

/**
 * Knows how much of what was read has been heard, from when it was read and how much later that is heard.
 *
 * <p>Each reading tells the time anew, so nothing drifts, and readings that come in a bunch do no harm: what the last one took
 * begins to sound when the latency is over.
 *
 * <p>Threading: the reader tells of readings, the owner of the sink asks, any thread sets the latency.
 */
final class PullPositionEstimator {
    private static final long SECOND_NANOS = TimeUnit.SECONDS.toNanos(1);

    private final PcmFormat format;
    private final SinkClock clock;
    private volatile int latencyMillis;
    /** When all that was read will have been heard. */
    private volatile long playedOutNanos;
    /** How much was read, of all that ever was in the queue; is told after the time, and asked for before it. */
    private volatile long readAudioFrames;

    PullPositionEstimator(PcmFormat format, SinkClock clock) {
        this.format = format;
        this.clock = clock;
        playedOutNanos = clock.nanoTime();
    }

    SinkClock clock() {
        return clock;
    }

    void latencyMillis(int millis) {
        latencyMillis = millis;
    }

    int latencyAudioFrames() {
        return format.audioFrames(latencyMillis);
    }

    /** Is told that so much was read, which ends at that place of the queue. */
    void onRead(int audioFrames, long end) {
        playedOutNanos = clock.nanoTime()
                + TimeUnit.MILLISECONDS.toNanos(latencyMillis)
                + audioFrames * SECOND_NANOS / format.sampleRateHz();
        readAudioFrames = end;
    }

    /** Returns up to which place of the queue all was heard. */
    long playedAudioFrames() {
        long read = readAudioFrames;
        long remainingNanos = latencyMillis == 0 ? 0 : Math.max(0, playedOutNanos - clock.nanoTime());
        return read - (remainingNanos * format.sampleRateHz() + SECOND_NANOS - 1) / SECOND_NANOS;
    }
}
