package dev.parlando.audio.internal.gain;

import dev.parlando.audio.decode.PcmFormat;
import dev.parlando.audio.internal.clock.FrameTime;

/**
 * A gain that is applied in place and changes linearly, so that no change clicks.
 *
 * <p>The gain changes from one audio frame to the next, so the split into blocks does not affect the output. A constant
 * gain of 1 leaves samples unchanged. Confined to one thread at a time. Nothing is allocated.
 */
public final class GainRamp {
    private final int channels;
    private double startGain = 1;
    private double targetGain = 1;
    private long rampAudioFrames;
    /** The number of audio frames processed since the start of the last change. */
    private long doneAudioFrames;

    /** Creates a ramp with a gain of 1. */
    public GainRamp(PcmFormat format) {
        channels = format.channels();
    }

    /**
     * Starts a change from the current gain to another one, which is reached after {@code audioFrames} audio frames.
     */
    public void fadeTo(double gain, int audioFrames) {
        startGain = gain();
        targetGain = gain;
        rampAudioFrames = audioFrames;
        doneAudioFrames = 0;
    }

    /** Completes a running change immediately. */
    public void skip() {
        jumpTo(targetGain);
    }

    /** Goes back by audio frames that are to be processed again, at most to the start of the last change. */
    public void rewind(int audioFrames) {
        doneAudioFrames = Math.max(0, doneAudioFrames - audioFrames);
    }

    /** Returns a ramp for another format that continues like this one. */
    public GainRamp convert(PcmFormat before, PcmFormat after) {
        GainRamp converted = new GainRamp(after);
        converted.startGain = startGain;
        converted.targetGain = targetGain;
        converted.rampAudioFrames = FrameTime.atRate(rampAudioFrames, before.sampleRateHz(), after.sampleRateHz());
        converted.doneAudioFrames = FrameTime.atRate(doneAudioFrames, before.sampleRateHz(), after.sampleRateHz());
        return converted;
    }

    /** Changes the gain immediately. */
    public void jumpTo(double gain) {
        fadeTo(gain, 0);
    }

    /** Applies the gain to whole audio frames in place. Samples that exceed full scale are clipped. */
    public void apply(short[] samples, int offsetSamples, int sampleCount) {
        int end = offsetSamples + sampleCount;
        int index = offsetSamples;
        while (index < end && isMoving()) {
            scale(samples, index, index + channels, next());
            index += channels;
        }
        advance((end - index) / channels);
        if (!isUnity()) {
            scale(samples, index, end, gain());
        }
    }

    /** Advances by audio frames if the gain leaves them unchanged. Returns whether that is the case. */
    public boolean passUnchanged(int audioFrames) {
        boolean unity = isUnity();
        doneAudioFrames += unity ? audioFrames : 0;
        return unity;
    }

    /** Advances by one audio frame and returns its gain. */
    public double next() {
        advance(1);
        return gain();
    }

    /** Advances by audio frames that are not processed, such as those that pass unchanged. */
    void advance(int audioFrames) {
        doneAudioFrames += audioFrames;
    }

    /** Returns the gain of the most recently processed audio frame. */
    double gain() {
        return isMoving() ? startGain + (targetGain - startGain) * doneAudioFrames / rampAudioFrames : targetGain;
    }

    /** Returns whether samples pass unchanged until the next gain change. */
    public boolean isUnity() {
        return !isMoving() && targetGain == 1;
    }

    private boolean isMoving() {
        return doneAudioFrames < rampAudioFrames;
    }

    static void scale(short[] samples, int start, int end, double gain) {
        for (int i = start; i < end; i++) {
            long scaled = Math.round(samples[i] * gain);
            samples[i] = (short) Math.max(Short.MIN_VALUE, Math.min(Short.MAX_VALUE, scaled));
        }
    }
}
