package dev.parlando.audio.internal.gain;

import dev.parlando.audio.decode.PcmFormat;
import java.time.Duration;

/**
 * The gain and the mute of a whole player or mixer.
 *
 * <p>Threading: any thread sets and reads them. The thread that writes the samples applies them, in the order of the
 * samples. Nothing waits. Cost: no allocation per block.
 */
public final class MasterGain {
    private volatile GainChange requestedGain = GainChange.UNITY;
    private volatile boolean muted;

    private PcmFormat format = new PcmFormat(1000, 1);
    private GainRamp gainRamp = new GainRamp(format);
    private GainRamp muteRamp = new GainRamp(format);
    private GainChange appliedGain = requestedGain;
    private boolean appliedMute;

    /** Creates a gain of 1 that is not muted. */
    public MasterGain() {}

    /**
     * Requests a fade.
     *
     * @throws dev.parlando.error.InvalidRequestException if the gain is out of range or the time is negative
     */
    public void fadeTo(double gain, Duration time) {
        requestedGain = new GainChange(gain, time);
    }

    /** Returns the gain that was requested last. */
    public double gain() {
        return requestedGain.gain();
    }

    /** Requests silence, or the end of it. The gain remains. */
    public void mute(boolean mute) {
        muted = mute;
    }

    public boolean isMuted() {
        return muted;
    }

    /**
     * Starts the changes that were requested since the last call, with the next samples.
     *
     * @param newFormat the format of the next samples
     * @param afterSilence whether the next samples follow silence, after which a new change takes effect immediately
     */
    public void update(PcmFormat newFormat, boolean afterSilence) {
        if (!newFormat.equals(format)) {
            gainRamp = gainRamp.convert(format, newFormat);
            muteRamp = muteRamp.convert(format, newFormat);
            format = newFormat;
        }
        GainChange gain = requestedGain;
        if (!gain.equals(appliedGain)) {
            appliedGain = gain;
            gainRamp.fadeTo(gain.gain(), afterSilence ? 0 : format.audioFrames(gain.duration()));
        }
        boolean mute = muted;
        if (mute != appliedMute) {
            appliedMute = mute;
            muteRamp.fadeTo(mute ? 0 : 1, format.audioFrames(GainChange.CLICK_FREE_FADE));
        }
        if (afterSilence) {
            skipClickFreeFades();
        }
    }

    private void skipClickFreeFades() {
        muteRamp.skip();
        if (appliedGain.isClickFreeOnly()) {
            gainRamp.skip();
        }
    }

    /**
     * Advances this gain and another one by audio frames if both leave them unchanged. Returns whether that is the case.
     */
    public boolean passUnchanged(GainRamp other, int audioFrames) {
        if (!isUnity() || !other.passUnchanged(audioFrames)) {
            return false;
        }
        gainRamp.advance(audioFrames);
        muteRamp.advance(audioFrames);
        return true;
    }

    /** Returns whether samples pass unchanged until the next {@link #update}. */
    public boolean isUnity() {
        return gainRamp.isUnity() && muteRamp.isUnity();
    }

    /** Advances by one audio frame and returns its gain. */
    public double next() {
        return gainRamp.next() * muteRamp.next();
    }

    /**
     * Applies the product of this gain and another one to whole audio frames in place. Samples that exceed full scale
     * are clipped.
     */
    public void apply(GainRamp other, short[] samples, int offsetSamples, int sampleCount) {
        int channels = format.channels();
        if (isUnity()) {
            gainRamp.advance(sampleCount / channels);
            muteRamp.advance(sampleCount / channels);
            other.apply(samples, offsetSamples, sampleCount);
            return;
        }
        int end = offsetSamples + sampleCount;
        for (int index = offsetSamples; index < end; index += channels) {
            GainRamp.scale(samples, index, index + channels, other.next() * next());
        }
    }

    /** Goes back by audio frames that are to be processed again, at most to the start of the last change. */
    public void rewind(int audioFrames) {
        gainRamp.rewind(audioFrames);
        muteRamp.rewind(audioFrames);
    }
}
