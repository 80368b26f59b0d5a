package dev.parlando.audio.internal.player;

import dev.parlando.audio.sink.SinkClock;
import java.util.concurrent.TimeUnit;

/**
 * The meter of the level at the playback position. It measures the samples of the last 20 ms in intervals of the same
 * length, if there are listeners.
 *
 * <p>Threading: confined to the playback thread. Cost: no allocation per measurement.
 */
final class LevelMeter {
    /** The length of a measurement and the interval between two of them. */
    static final int WINDOW_MILLIS = 20;

    private static final long INTERVAL_NANOS = TimeUnit.MILLISECONDS.toNanos(WINDOW_MILLIS);
    private static final double FULL_SCALE = 32_768;

    private final ReplayableSink sink;
    private final SinkClock clock;
    private final LevelDispatcher listeners;
    private boolean sounding;
    private long nextNanos;
    private short[] window = new short[0];

    LevelMeter(ReplayableSink sink, SinkClock clock, LevelDispatcher listeners) {
        this.sink = sink;
        this.clock = clock;
        this.listeners = listeners;
    }

    /** Reports the level if that is due. Called in each step. */
    void update() {
        if (!isSounding()) {
            if (sounding) {
                sounding = false;
                listeners.dispatch(0, 0);
            }
            return;
        }
        long now = clock.nanoTime();
        if (!sounding || now - nextNanos >= 0) {
            sounding = true;
            nextNanos = now + INTERVAL_NANOS;
            measure();
        }
    }

    private boolean isSounding() {
        return listeners.hasListeners() && sink.isOpen() && sink.isPaced() && sink.unplayedAudioFrames() > 0;
    }

    private void measure() {
        int audioFrames = sink.format().audioFrames(WINDOW_MILLIS);
        int maxSamples = audioFrames * sink.format().channels();
        window = window.length >= maxSamples ? window : new short[maxSamples];
        int samples = sink.copyLastPlayed(audioFrames, window);
        int peak = 0;
        double squares = 0;
        for (int i = 0; i < samples; i++) {
            peak = Math.max(peak, Math.abs(window[i]));
            squares += (double) window[i] * window[i];
        }
        listeners.dispatch(peak / FULL_SCALE, Math.sqrt(squares / Math.max(1, samples)) / FULL_SCALE);
    }

    /** Returns the time until the next measurement is due, or {@link PlaybackLoop#FOREVER} if nothing plays. */
    long nanosUntilDue() {
        return isSounding() ? Math.max(0, nextNanos - clock.nanoTime()) : PlaybackLoop.FOREVER;
    }
}
