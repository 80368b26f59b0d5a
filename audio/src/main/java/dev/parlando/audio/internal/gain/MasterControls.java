package dev.parlando.audio.internal.gain;

import java.time.Duration;

/**
 * The pause, gain and mute of a whole player or mixer, in addition to those of its utterances or lanes.
 *
 * <p>Threading: safe from any thread, and nothing waits. The thread that writes the samples applies them.
 */
public final class MasterControls {
    private final MasterGain gain = new MasterGain();
    private final Runnable onChanged;
    private volatile boolean paused;

    /** Creates controls that call {@code onChanged} after each change. */
    public MasterControls(Runnable onChanged) {
        this.onChanged = onChanged;
    }

    /** Returns the gain to be applied to the samples. */
    public MasterGain gain() {
        return gain;
    }

    public boolean isPaused() {
        return paused;
    }

    /** Requests a pause, or the end of it. */
    public void pause(boolean pause) {
        paused = pause;
        onChanged.run();
    }

    /**
     * Requests a fade.
     *
     * @throws dev.parlando.error.InvalidRequestException if the gain is out of range or the time is negative
     */
    public void fadeTo(double target, Duration time) {
        gain.fadeTo(target, time);
        onChanged.run();
    }

    /** Requests silence, or the end of it. The gain remains. */
    public void mute(boolean mute) {
        gain.mute(mute);
        onChanged.run();
    }
}
