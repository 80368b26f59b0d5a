package dev.parlando.programs.game;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import dev.parlando.audio.decode.PcmFormat;

/**
 * Records the loudness of each 10 ms block written in the last seconds, for lookup by playback position.
 *
 * <p>Threading: safe from any thread; guarded by the object's monitor.
 */
final class LevelMeter {
    private static final int BLOCK_MILLIS = 10;
    private static final int BLOCKS = 1024;
    private static final double FULL_SCALE = 32768;
    /** The level at or below which the loudness is 0. It is 1 at or above {@link #LOUD_DECIBELS}. */
    private static final double SILENT_DECIBELS = -48;

    private static final double LOUD_DECIBELS = -12;

    @GuardedBy("this")
    private final double[] squares = new double[BLOCKS];

    @GuardedBy("this")
    private int channels = 1;

    @GuardedBy("this")
    private int blockAudioFrames = 1;

    @GuardedBy("this")
    private long writtenAudioFrames;

    /** Resets the meter for a new run. */
    synchronized void begin(PcmFormat format) {
        channels = format.channels();
        blockAudioFrames = format.audioFrames(BLOCK_MILLIS);
        writtenAudioFrames = 0;
    }

    synchronized void add(short[] samples, int offsetAudioFrames, int audioFrames) {
        for (int i = 0; i < audioFrames; i++) {
            int block = block(writtenAudioFrames);
            if (writtenAudioFrames % blockAudioFrames == 0) {
                squares[block] = 0;
            }
            double sample = samples[(offsetAudioFrames + i) * channels] / FULL_SCALE;
            squares[block] += sample * sample;
            writtenAudioFrames++;
        }
    }

    /** Discards the samples written after a position. */
    synchronized void truncate(long audioFrames) {
        writtenAudioFrames = audioFrames;
        squares[block(audioFrames)] = 0;
    }

    @GuardedBy("this")
    private int block(long audioFrame) {
        return (int) (audioFrame / blockAudioFrames % BLOCKS);
    }

    /**
     * Returns the loudness around a position on a decibel scale from 0 to 1, or 0 if the position has no recorded
     * samples.
     */
    synchronized double loudness(long audioFrame) {
        if (!isAvailable(audioFrame)) {
            return 0;
        }
        double sum = 0;
        int blocks = 0;
        for (int i = -1; i <= 1; i++) { // A shorter window makes the mouth tremble.
            long near = audioFrame + (long) i * blockAudioFrames;
            if (isAvailable(near)) {
                sum += squares[block(near)];
                blocks++;
            }
        }
        double decibels = 10 * Math.log10(sum / (blocks * blockAudioFrames) + 1e-12);
        return Math.max(0, Math.min(1, (decibels - SILENT_DECIBELS) / (LOUD_DECIBELS - SILENT_DECIBELS)));
    }

    @GuardedBy("this")
    private boolean isAvailable(long audioFrame) {
        return audioFrame >= 0
                && audioFrame < writtenAudioFrames
                && audioFrame >= writtenAudioFrames - (long) (BLOCKS - 1) * blockAudioFrames;
    }
}
