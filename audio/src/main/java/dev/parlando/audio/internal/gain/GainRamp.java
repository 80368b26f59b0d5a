package dev.parlando.audio.internal.gain;

import dev.parlando.audio.decode.PcmFormat;

/**
 * Makes sound louder or softer in place, evenly from one gain to the next so that nothing clicks.
 *
 * <p>The gain moves from audio frame to audio frame, so it does not matter how the sound is cut up. At a constant gain
 * of 1 samples are not touched. Confined to one thread at a time; nothing is allocated.
 */
public final class GainRamp {
    private final int channels;
    private double startGain = 1;
    private double targetGain = 1;
    private int rampAudioFrames;
    private int doneAudioFrames;

    /** Begins with a gain of 1. */
    public GainRamp(PcmFormat format) {
        channels = format.channels();
    }

    /** Begins to move from the gain of now to another one, which is reached with the last of that many audio frames. */
    public void fadeTo(double gain, int audioFrames) {
        startGain = gain();
        targetGain = gain;
        rampAudioFrames = audioFrames;
        doneAudioFrames = 0;
    }

    /** Changes the gain at once. */
    public void jumpTo(double gain) {
        fadeTo(gain, 0);
    }

    /** Changes whole audio frames in place; what gets too loud is clipped. */
    public void apply(short[] samples, int offsetSamples, int sampleCount) {
        int end = offsetSamples + sampleCount;
        int index = offsetSamples;
        while (index < end && isMoving()) {
            doneAudioFrames++;
            scale(samples, index, index + channels);
            index += channels;
        }
        if (!isUnity()) {
            scale(samples, index, end);
        }
    }

    /** Returns the gain that the audio frame had that was changed last. */
    public double gain() {
        return isMoving() ? startGain + (targetGain - startGain) * doneAudioFrames / rampAudioFrames : targetGain;
    }

    /** Returns whether sound passes as it is until the gain is changed. */
    public boolean isUnity() {
        return !isMoving() && targetGain == 1;
    }

    private boolean isMoving() {
        return doneAudioFrames < rampAudioFrames;
    }

    private void scale(short[] samples, int start, int end) {
        double gain = gain();
        for (int i = start; i < end; i++) {
            long scaled = Math.round(samples[i] * gain);
            samples[i] = (short) Math.max(Short.MIN_VALUE, Math.min(Short.MAX_VALUE, scaled));
        }
    }
}
