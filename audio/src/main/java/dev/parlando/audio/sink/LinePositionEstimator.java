package dev.parlando.audio.sink;

import dev.parlando.audio.internal.clock.FrameTime;
import java.util.function.LongSupplier;

/**
 * An estimate of the audio frames that a line has played, based on a monotonic clock and on plausible line positions.
 *
 * <p>A line plays at its rate from the first write into the empty line, as long as it has samples:
 * {@code played = min(written, elapsed)}. The position of the line is not sufficient by itself. After a flush or an
 * underrun it may be ahead by a whole buffer (measured on ALSA with PulseAudio), and it advances in steps of 20 ms.
 * However, it is correct except for a number of whole buffers, and the time of each step is exact. The clock therefore
 * determines the number of buffers, and the steps of the line then correct the clock.
 *
 * <p>Threading: confined to the owner of the line.
 */
final class LinePositionEstimator {
    private static final int STEP_MILLIS = 20;
    /** The block length of a sound server's mixer. Between two steps of a line, whole blocks are played. */
    private static final int BLOCK_MILLIS = 10;
    /**
     * The maximum plausible lead of the line over the clock, which is the uncertainty of the time of the first write.
     */
    private static final int MAX_AHEAD_MILLIS = 10;
    /** The maximum delay of the detection of a step and of a flush. */
    private static final int DETECTION_MILLIS = 1;

    private final LongSupplier nanoClock;
    private int sampleRateHz = 1;
    private int lineBufferAudioFrames = 1;
    private long writtenAudioFrames;
    /** The number of audio frames from earlier runs, or discarded ones, that the line has counted. */
    private long runOffsetAudioFrames;
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
    void newLine(int sampleRateHz, int lineBufferAudioFrames) {
        this.sampleRateHz = sampleRateHz;
        this.lineBufferAudioFrames = lineBufferAudioFrames;
        runOffsetAudioFrames = 0;
        writtenAudioFrames = 0;
        restartAt(0);
    }

    /** Resets the position to 0 on a line that has nothing left to play. */
    void newRun() {
        runOffsetAudioFrames += writtenAudioFrames;
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
     * Compares the clock with a position of the line. If the line had just advanced, a plausible position becomes the
     * reference.
     */
    void onLinePosition(long linePosition, long nanos, boolean moved) {
        if (nanos - emptyNanos < 0) {
            return; // The position is older than the start of playback.
        }
        long line = nearestPosition(linePosition, nanos);
        long ahead = estimateAt(nanos) - line;
        if (ahead >= -frames(MAX_AHEAD_MILLIS) && (moved ? ahead <= frames(STEP_MILLIS + BLOCK_MILLIS) : ahead < 0)) {
            anchor(line, nanos);
        } else if (ahead > frames(STEP_MILLIS + BLOCK_MILLIS)) {
            anchor(line + frames(STEP_MILLIS + BLOCK_MILLIS), nanos); // The line is slow or stalled.
        }
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
     */
    void discard(long linePosition, long nanos, long unsentAudioFrames) {
        long sent = writtenAudioFrames - unsentAudioFrames;
        long played = Math.max(0, Math.min(sent, playedAt(linePosition, nanos)));
        runOffsetAudioFrames += sent - played;
        truncateAt(played);
    }

    /** Discards the written and unplayed audio frames if the line cannot be queried. */
    void discard() {
        truncateAt(playedAudioFrames());
    }

    private void truncateAt(long played) {
        writtenAudioFrames = played;
        restartAt(played);
    }

    /**
     * Returns the last step of the line plus the whole blocks that must have been played since, if that is plausible.
     */
    private long playedAt(long linePosition, long nanos) {
        long line = nearestPosition(linePosition, nanos);
        long since = estimateAt(nanos) + frames(DETECTION_MILLIS) - line;
        boolean plausible = since >= 0 && since <= frames(STEP_MILLIS + BLOCK_MILLIS + DETECTION_MILLIS);
        return plausible ? line + since / frames(BLOCK_MILLIS) * frames(BLOCK_MILLIS) : estimateAt(nanos);
    }

    /**
     * Returns the position of the line within this run, corrected by whole buffers to be as close as possible to the
     * clock.
     */
    private long nearestPosition(long linePosition, long nanos) {
        long reported = linePosition - runOffsetAudioFrames;
        long buffers = Math.round(
                (double) (Math.min(writtenAudioFrames, estimateAt(nanos)) - reported) / lineBufferAudioFrames);
        return reported + buffers * lineBufferAudioFrames;
    }

    private long estimateAt(long nanos) {
        return anchorAudioFrames + FrameTime.audioFrames(nanos - anchorNanos, sampleRateHz);
    }

    private long frames(int millis) {
        return (long) sampleRateHz * millis / 1000;
    }
}
