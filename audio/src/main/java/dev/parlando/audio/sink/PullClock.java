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
final class PullClock {
    private static final long SECOND_NANOS = TimeUnit.SECONDS.toNanos(1);

    private final PcmFormat format;
    private final SinkClock time;
    private volatile int latencyMillis;
    /** When all that was read will have been heard. */
    private volatile long dueNanos;
    /** How much was read, of all that ever was in the queue; is told after the time, and asked for before it. */
    private volatile long readAudioFrames;

    PullClock(PcmFormat format, SinkClock time) {
        this.format = format;
        this.time = time;
        dueNanos = time.nanoTime();
    }

    SinkClock time() {
        return time;
    }

    void latencyMillis(int millis) {
        latencyMillis = millis;
    }

    int latencyAudioFrames() {
        return format.audioFrames(latencyMillis);
    }

    /** Is told that so much was read, which ends at that place of the queue. */
    void read(int audioFrames, long end) {
        dueNanos = time.nanoTime()
                + TimeUnit.MILLISECONDS.toNanos(latencyMillis)
                + audioFrames * SECOND_NANOS / format.sampleRateHz();
        readAudioFrames = end;
    }

    /** Returns up to which place of the queue all was heard. */
    long heardAudioFrames() {
        long read = readAudioFrames;
        long leftNanos = latencyMillis == 0 ? 0 : Math.max(0, dueNanos - time.nanoTime());
        return read - (leftNanos * format.sampleRateHz() + SECOND_NANOS - 1) / SECOND_NANOS;
    }
}
