package dev.parlando.audio.sink;

import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * Works out what a line has played, from a monotonic clock and from what the line says where that is plausible.
 *
 * <p>A line plays at its rate from the first write into the empty line, for as long as it has samples: played =
 * min(written, elapsed). What a line says itself cannot stand alone: after a flush or an underrun it may be ahead by its
 * whole buffer (measured on ALSA with PulseAudio), and it moves in steps of 20 ms. But it is the same but for whole buffers,
 * and the moment of a step is exact. So the clock says how many buffers are meant, and is then set by the line's steps.
 *
 * <p>Threading: confined to the owner of the line.
 */
final class LinePositionEstimator {
    private static final int STEP_MILLIS = 20;
    /** A sound server mixes blocks of this length: between two steps of a line, whole blocks go out. */
    private static final int BLOCK_MILLIS = 10;
    /** By how much a plausible line may be ahead of the clock: the moment of the first write is only that exact. */
    private static final int MAX_AHEAD_MILLIS = 10;
    /** How late a step is noticed, and a flush done. */
    private static final int DETECTION_MILLIS = 1;

    private final LongSupplier nanoClock;
    private int sampleRateHz = 1;
    private int lineBufferAudioFrames = 1;
    private long writtenAudioFrames;
    /** How many audio frames of earlier runs, or discarded ones, the line has counted. */
    private long runOffsetAudioFrames;
    /** Where the sound is, and when; it goes on from there evenly. */
    private long anchorAudioFrames;

    private long anchorNanos;
    private boolean stalled;
    private long stalledAudioFrames;
    /** When the line was empty last. */
    private long emptyNanos;

    LinePositionEstimator(LongSupplier nanoClock) {
        this.nanoClock = nanoClock;
    }

    /** Begins with a new line. */
    void newLine(int sampleRateHz, int lineBufferAudioFrames) {
        this.sampleRateHz = sampleRateHz;
        this.lineBufferAudioFrames = lineBufferAudioFrames;
        runOffsetAudioFrames = 0;
        writtenAudioFrames = 0;
        restartAt(0);
    }

    /** Returns to position 0 on a line that has nothing left to play. */
    void newRun() {
        runOffsetAudioFrames += writtenAudioFrames;
        writtenAudioFrames = 0;
        restartAt(0);
    }

    /** Is at that place now, with nothing left to play; what the line said before no longer counts. */
    private void restartAt(long audioFrames) {
        emptyNanos = nanoClock.getAsLong();
        stalled = false;
        anchor(audioFrames, emptyNanos);
    }

    private void anchor(long audioFrames, long nanos) {
        anchorAudioFrames = audioFrames;
        anchorNanos = nanos;
    }

    /** Counts what was written; returns whether the line was empty, so that the sound begins with it. */
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

    /** Returns for how long what was written will still play; negative for how long it has been over. */
    long remainingNanos() {
        long sinceNanos = nanoClock.getAsLong() - anchorNanos;
        return (writtenAudioFrames - anchorAudioFrames) * TimeUnit.SECONDS.toNanos(1) / sampleRateHz - sinceNanos;
    }

    /** Compares with what the line said at a moment; if it had just moved then, that is where the sound was. */
    void onLinePosition(long linePosition, long nanos, boolean moved) {
        if (nanos - emptyNanos < 0) {
            return; // It was said before the sound began.
        }
        long line = nearestPosition(linePosition, nanos);
        long ahead = estimateAt(nanos) - line;
        if (ahead >= -frames(MAX_AHEAD_MILLIS) && (moved ? ahead <= frames(STEP_MILLIS + BLOCK_MILLIS) : ahead < 0)) {
            anchor(line, nanos);
        } else if (ahead > frames(STEP_MILLIS + BLOCK_MILLIS)) {
            anchor(line + frames(STEP_MILLIS + BLOCK_MILLIS), nanos); // The line is slow, or stands still.
        }
    }

    /** Is told that all was played, whatever was thought before. */
    void onPlayedOut() {
        restartAt(writtenAudioFrames);
    }

    /** Stands still, with the line, while there is something to play. */
    void setStalled(boolean lineStalled) {
        boolean nowStalled = lineStalled && (stalled || unplayedAudioFrames() > 0);
        if (nowStalled) {
            stalledAudioFrames = stalled ? stalledAudioFrames : playedAudioFrames();
            anchor(stalledAudioFrames, nanoClock.getAsLong());
        }
        stalled = nowStalled;
    }

    /**
     * Forgets what was written and not played.
     *
     * @param linePosition what the line said just before it was flushed
     * @param unsentAudioFrames how much of what was written the line never got
     */
    void discard(long linePosition, long nanos, long unsentAudioFrames) {
        long sent = writtenAudioFrames - unsentAudioFrames;
        long played = Math.max(0, Math.min(sent, playedAt(linePosition, nanos)));
        runOffsetAudioFrames += sent - played;
        truncateAt(played);
    }

    /** Forgets what was written and not played, when the line cannot be asked. */
    void discard() {
        truncateAt(playedAudioFrames());
    }

    private void truncateAt(long played) {
        writtenAudioFrames = played;
        restartAt(played);
    }

    /** Takes the line's last step, and the whole blocks that must have gone out since. */
    private long playedAt(long linePosition, long nanos) {
        long line = nearestPosition(linePosition, nanos);
        long since = estimateAt(nanos) + frames(DETECTION_MILLIS) - line;
        boolean plausible = since >= 0 && since <= frames(STEP_MILLIS + BLOCK_MILLIS + DETECTION_MILLIS);
        return plausible ? line + since / frames(BLOCK_MILLIS) * frames(BLOCK_MILLIS) : estimateAt(nanos);
    }

    /** Returns what the line said, in audio frames of this run, give or take whole buffers, as near the clock as can be. */
    private long nearestPosition(long linePosition, long nanos) {
        long reported = linePosition - runOffsetAudioFrames;
        long buffers = Math.round(
                (double) (Math.min(writtenAudioFrames, estimateAt(nanos)) - reported) / lineBufferAudioFrames);
        return reported + buffers * lineBufferAudioFrames;
    }

    private long estimateAt(long nanos) {
        return anchorAudioFrames + (nanos - anchorNanos) * sampleRateHz / TimeUnit.SECONDS.toNanos(1);
    }

    private long frames(int millis) {
        return (long) sampleRateHz * millis / 1000;
    }
}
