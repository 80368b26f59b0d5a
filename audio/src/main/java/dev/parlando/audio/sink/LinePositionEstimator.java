package dev.parlando.audio.sink;

import dev.parlando.audio.internal.clock.FrameTime;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * An estimate of the audio frames that a line has played, based on a monotonic clock and on the steps of the line.
 *
 * <p>A line plays at its rate from the first write into the empty line, as long as it has samples:
 * {@code played = min(written, elapsed)}. Its own position, as counted by {@link CountedLine}, advances in steps, of 5
 * to 25 ms with most devices. The time of each step is exact and sets the clock, which therefore follows the crystal of
 * the card.
 *
 * <p>Threading: confined to the owner of the line.
 */
final class LinePositionEstimator {
    /** The maximum lead of the clock over the line before the length of a step is known. */
    private static final int MAX_LEAD_MILLIS = 30;
    /** The longest step within which the clock may advance. During longer ones the position stands still. */
    private static final int MAX_STEP_MILLIS = 50;
    /** The maximum delay of a step, in addition to its length. */
    private static final int STEP_DELAY_MILLIS = 10;
    /** The usual delay of the detection of a step, which is polled for every millisecond. */
    private static final long DETECTION_NANOS = TimeUnit.MICROSECONDS.toNanos(500);

    private final LongSupplier nanoClock;
    private int sampleRateHz = 1;
    private long writtenAudioFrames;
    /** The position of the line at the start of the run. */
    private long runStartAudioFrames;
    /** The reference position, from which playback continues evenly since {@code anchorNanos}. */
    private long anchorAudioFrames;

    private long anchorNanos;
    private boolean stalled;
    private long stalledAudioFrames;
    /** The time at which the line was last empty. */
    private long emptyNanos;

    LinePositionEstimator(LongSupplier nanoClock) {
        this.nanoClock = nanoClock;
    }

    /** Starts with a new line. */
    void newLine(int sampleRateHz) {
        this.sampleRateHz = sampleRateHz;
        runStartAudioFrames = 0;
        writtenAudioFrames = 0;
        restartAt(0);
    }

    /** Resets the position to 0 on a line that has nothing left to play. */
    void newRun() {
        runStartAudioFrames += writtenAudioFrames;
        writtenAudioFrames = 0;
        restartAt(0);
    }

    /** Sets the position with nothing left to play. Earlier positions of the line become invalid. */
    private void restartAt(long audioFrames) {
        emptyNanos = nanoClock.getAsLong();
        stalled = false;
        anchor(audioFrames, emptyNanos);
    }

    private void anchor(long audioFrames, long nanos) {
        anchorAudioFrames = audioFrames;
        anchorNanos = nanos;
    }

    /** Records written audio frames. Returns whether the line was empty, so that playback starts with them. */
    boolean onWritten(int audioFrames) {
        boolean empty = remainingNanos() <= 0;
        if (empty) {
            restartAt(writtenAudioFrames);
        }
        writtenAudioFrames += audioFrames;
        return empty;
    }

    long writtenAudioFrames() {
        return writtenAudioFrames;
    }

    long unplayedAudioFrames() {
        return writtenAudioFrames - playedAudioFrames();
    }

    long playedAudioFrames() {
        return Math.min(writtenAudioFrames, Math.max(0, estimateAt(nanoClock.getAsLong())));
    }

    /** Returns the remaining play time of the written audio frames, or minus the time since they ended. */
    long remainingNanos() {
        long sinceNanos = nanoClock.getAsLong() - anchorNanos;
        return FrameTime.nanos(writtenAudioFrames - anchorAudioFrames, sampleRateHz) - sinceNanos;
    }

    /**
     * Compares the clock with a position of the line. A position ahead of the clock becomes the reference, and so does
     * one that the line has just reached.
     *
     * @param stepAudioFrames the usual length of a step, or 0 if it is unknown
     */
    void onLinePosition(long linePosition, long nanos, boolean moved, long stepAudioFrames) {
        if (nanos - emptyNanos < 0) {
            return; // The position is older than the start of playback.
        }
        long line = linePosition - runStartAudioFrames;
        long lead = estimateAt(nanos) - line;
        long maxLead = maxLead(stepAudioFrames);
        if (lead > maxLead) {
            anchor(line + maxLead, nanos); // The line is slow or stalled.
        } else if (moved || lead < 0) {
            anchor(line, nanos);
        }
    }

    private long maxLead(long stepAudioFrames) {
        boolean evenly = stepAudioFrames <= frames(MAX_STEP_MILLIS);
        return Math.max(frames(MAX_LEAD_MILLIS), evenly ? stepAudioFrames + frames(STEP_DELAY_MILLIS) : 0);
    }

    /** Called when the line has played everything, independent of the estimate. */
    void onPlayedOut() {
        restartAt(writtenAudioFrames);
    }

    /** Holds the position while the line is stalled and has something to play. */
    void setStalled(boolean lineStalled) {
        boolean nowStalled = lineStalled && (stalled || unplayedAudioFrames() > 0);
        if (nowStalled) {
            stalledAudioFrames = stalled ? stalledAudioFrames : playedAudioFrames();
            anchor(stalledAudioFrames, nanoClock.getAsLong());
        }
        stalled = nowStalled;
    }

    /**
     * Discards the written and unplayed audio frames.
     *
     * @param linePosition the position of the line just before the flush
     * @param unsentAudioFrames the number of written audio frames that the line never received
     * @param lateBlockAudioFrames the length of a block that may be missing in the position, or 0 if it is exact
     */
    void discard(long linePosition, long nanos, long unsentAudioFrames, long lateBlockAudioFrames) {
        long line = linePosition - runStartAudioFrames;
        long since = estimateAt(nanos + DETECTION_NANOS) - line;
        long played = line + (since >= lateBlockAudioFrames ? lateBlockAudioFrames : 0);
        truncateAt(Math.max(0, Math.min(writtenAudioFrames - unsentAudioFrames, played)));
        runStartAudioFrames = linePosition - writtenAudioFrames;
    }

    /** Discards the written and unplayed audio frames if the line cannot be queried. */
    void discard() {
        truncateAt(playedAudioFrames());
    }

    private void truncateAt(long played) {
        writtenAudioFrames = played;
        restartAt(played);
    }

    private long estimateAt(long nanos) {
        return anchorAudioFrames + FrameTime.audioFrames(nanos - anchorNanos, sampleRateHz);
    }

    private long frames(int millis) {
        return (long) sampleRateHz * millis / 1000;
    }
}
