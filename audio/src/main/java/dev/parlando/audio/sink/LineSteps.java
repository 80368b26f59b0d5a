package dev.parlando.audio.sink;

import dev.parlando.audio.internal.clock.FrameTime;
import java.util.concurrent.TimeUnit;

/**
 * The steps in which the position of one line advances, as learned from the steps seen so far.
 *
 * <p>Most lines count the samples taken by the device, block by block, so their position is exact at any time. A sound
 * server behind ALSA reports its position once per ALSA period, although it takes shorter blocks. That position is exact
 * only at a step. Samples that the server has taken since are played, but not yet counted.
 *
 * <p>Threading: confined to the line thread.
 */
final class LineSteps {
    /** The period that {@code javax.sound} requests from ALSA. No card is known to have blocks of this length. */
    private static final long ALSA_PERIOD_NANOS = TimeUnit.MILLISECONDS.toNanos(20);

    private static final long TOLERANCE_NANOS = TimeUnit.MICROSECONDS.toNanos(500);
    /** The number of blocks in a late step, as measured with PulseAudio. */
    private static final int LATE_BLOCKS = 2;

    private final int sampleRateHz;
    private long stepAudioFrames;
    /** The length of the last step, which may have been unusual. */
    private long lastAudioFrames;

    LineSteps(int sampleRateHz) {
        this.sampleRateHz = sampleRateHz;
    }

    /**
     * Called for a step that was seen when it happened, on a line with more samples to play. Another length than usual
     * is learned if two successive steps have it.
     */
    void onStep(long audioFrames) {
        long differenceNanos = FrameTime.nanos(audioFrames - lastAudioFrames, sampleRateHz);
        if (stepAudioFrames == 0 || Math.abs(differenceNanos) <= TOLERANCE_NANOS) {
            stepAudioFrames = audioFrames;
        }
        lastAudioFrames = audioFrames;
    }

    /** Returns the length of a step, or 0 if none was seen yet. */
    long stepAudioFrames() {
        return stepAudioFrames;
    }

    /** Returns the length of the blocks within a late step, or 0 if the position is exact. */
    long lateBlockAudioFrames() {
        long stepNanos = FrameTime.nanos(stepAudioFrames, sampleRateHz);
        boolean late = Math.abs(stepNanos - ALSA_PERIOD_NANOS) <= TOLERANCE_NANOS;
        return late ? stepAudioFrames / LATE_BLOCKS : 0;
    }
}
