package dev.parlando.audio.sink;

import dev.parlando.audio.decode.PcmFormat;
import dev.parlando.audio.internal.clock.FrameTime;
import java.util.concurrent.TimeUnit;

/**
 * The play position of a {@link PullSink}, computed from the times of its reads and the latency.
 *
 * <p>Each read sets the time again, so errors do not accumulate and bursts of reads do no harm. The samples of the last
 * read start to play when the latency has elapsed.
 *
 * <p>Threading: the reader reports reads, the owner of the sink queries the position, and any thread sets the latency.
 */
final class PullPositionEstimator {
    private static final long SECOND_NANOS = TimeUnit.SECONDS.toNanos(1);

    private final PcmFormat format;
    private final SinkClock clock;
    private volatile int latencyMillis;
    /** The time at which all samples read so far will have been played. */
    private volatile long playedOutNanos;
    /** The position up to which the queue was read. Written after {@link #playedOutNanos} and read before it. */
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

    /** Records a read of {@code audioFrames}, which ends at position {@code end} of the queue. */
    void onRead(int audioFrames, long end) {
        playedOutNanos = clock.nanoTime()
                + TimeUnit.MILLISECONDS.toNanos(latencyMillis)
                + FrameTime.nanos(audioFrames, format.sampleRateHz());
        readAudioFrames = end;
    }

    /** Returns the position in the queue up to which all audio frames were played. */
    long playedAudioFrames() {
        long read = readAudioFrames;
        long remainingNanos = latencyMillis == 0 ? 0 : Math.max(0, playedOutNanos - clock.nanoTime());
        return read - (remainingNanos * format.sampleRateHz() + SECOND_NANOS - 1) / SECOND_NANOS;
    }
}
