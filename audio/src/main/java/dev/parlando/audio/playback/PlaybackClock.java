package dev.parlando.audio.playback;

import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * Works out from a monotonic clock what a line has played, since devices report that wrongly around underruns.
 *
 * <p>A line plays at its rate from the start for as long as it has samples: played = min(written, elapsed since the
 * start). A write after everything was played follows a gap, by which the start is moved. A device that runs 100 ppm
 * slow uses up a cushion of 100 ms, and so fakes an underrun, after a quarter of an hour of unbroken sound.
 *
 * <p>Threading: the owner of the line calls everything; any thread may freeze and read.
 */
@SuppressWarnings("NonAtomicVolatileUpdate") // one thread writes, others read
final class PlaybackClock {
    private final LongSupplier nanoClock;
    private int sampleRateHz = 1;
    private volatile boolean started;
    private volatile long startNanos;
    private volatile long writtenAudioFrames;
    private volatile int underruns;

    PlaybackClock(LongSupplier nanoClock) {
        this.nanoClock = nanoClock;
    }

    /** Returns to position 0, not started. */
    void reset(int sampleRateHz) {
        this.sampleRateHz = sampleRateHz;
        started = false;
        writtenAudioFrames = 0;
        underruns = 0;
    }

    void start() {
        startNanos = nanoClock.getAsLong();
        started = true;
    }

    /** Is to be called before each write, which ends a gap if there is one. */
    void beforeWrite() {
        long lateNanos = -remainingNanos();
        if (started && lateNanos > 0) {
            startNanos = startNanos + lateNanos;
            underruns = underruns + 1;
        }
    }

    void wrote(int audioFrames) {
        writtenAudioFrames = writtenAudioFrames + audioFrames;
    }

    long writtenAudioFrames() {
        return writtenAudioFrames;
    }

    /** Forgets what was written and not played. */
    void discard() {
        writtenAudioFrames = playedAudioFrames();
    }

    long playedAudioFrames() {
        return started ? Math.min(writtenAudioFrames, elapsedAudioFrames()) : 0;
    }

    /** Returns for how long what was written will still play; negative for how long it has been over. */
    long remainingNanos() {
        return nanos(writtenAudioFrames) - (started ? nanoClock.getAsLong() - startNanos : 0);
    }

    int underruns() {
        return underruns;
    }

    private long elapsedAudioFrames() {
        return Math.max(0, nanoClock.getAsLong() - startNanos) * sampleRateHz / TimeUnit.SECONDS.toNanos(1);
    }

    private long nanos(long audioFrames) {
        return audioFrames * TimeUnit.SECONDS.toNanos(1) / sampleRateHz;
    }
}
