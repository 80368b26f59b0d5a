package dev.parlando.audio.internal.player;

import dev.parlando.audio.decode.PcmFormat;
import dev.parlando.audio.internal.gain.GainRamp;

/**
 * Drops what an encoder put before the sound, and, if asked, the silence that the sound itself begins with.
 *
 * <p>The lead-in of an encoder goes as far as it is near silent; 2 ms before what is louder are kept. Further silence
 * goes up to 20 ms before an {@link OnsetDetector}, where what is kept is faded in. Of silence that does not end no more than
 * two seconds go.
 *
 * <p>Any split of the same samples gives the same output. Sound that begins loudly passes as soon as the onset is
 * certain, which takes less than the shortest piece that arrives. Confined to the play thread; nothing is allocated
 * after construction.
 */
final class LeadingSilenceTrimmer {
    /**
     * What a lead-in stays below, -60 dB of full scale. Before sentences that LAME encoded at any rate it reached 8;
     * before speech cut off in a vowel the echo of it reaches some hundreds and is heard.
     */
    private static final int LEAD_IN_PEAK = 32;

    private static final int LEAD_IN_KEPT_MILLIS = 2;
    private static final int PRE_ROLL_MILLIS = 20;
    private static final int FADE_MILLIS = 5;
    private static final int MAX_TRIMMED_MILLIS = 2_000;

    private enum State {
        LEAD_IN,
        SILENCE,
        SOUND
    }

    private final int channels;
    private final int leadInAudioFrames;
    private final boolean trimSilence;
    private final int leadInKeptAudioFrames;
    private final int maxTrimmedAudioFrames;
    private final int fadeAudioFrames;
    private final OnsetDetector onsetDetector;
    private final GainRamp fade;
    /** The last audio frames that were held back, as a ring. */
    private final short[] lookback;

    private int lookbackStart;
    private int lookbackSamples;
    private State state;
    private int leadInSeenAudioFrames;
    private int silenceTrimmedAudioFrames;
    private long trimmedAudioFrames;

    /** Starts a stream of which at most that many audio frames at the start are the encoder's. */
    LeadingSilenceTrimmer(PcmFormat format, int leadInAudioFrames, boolean trimSilence) {
        this.channels = format.channels();
        this.leadInAudioFrames = leadInAudioFrames;
        this.trimSilence = trimSilence;
        leadInKeptAudioFrames = format.audioFrames(LEAD_IN_KEPT_MILLIS);
        maxTrimmedAudioFrames = format.audioFrames(MAX_TRIMMED_MILLIS);
        fadeAudioFrames = format.audioFrames(FADE_MILLIS);
        onsetDetector = new OnsetDetector(format);
        fade = new GainRamp(format);
        lookback = new short[extraSamples(format)];
        state = leadInAudioFrames > 0 ? State.LEAD_IN : afterLeadIn();
    }

    /** Returns by how many samples more than it was given {@link #process} may put out. */
    static int extraSamples(PcmFormat format) {
        return format.channels() * format.audioFrames(PRE_ROLL_MILLIS + OnsetDetector.DETECTION_MILLIS);
    }

    /**
     * Takes whole audio frames and hands out what is certain to be heard.
     *
     * @param in samples, interleaved by channel
     * @param out receives samples; {@link #extraSamples} longer than what comes in
     * @return how many samples were put out
     */
    int process(short[] in, int samples, short[] out) {
        int index = 0;
        int produced = 0;
        while (index < samples && state != State.SOUND) {
            addToLookback(in, index);
            updateState(peakLevel(in, index));
            index += channels;
            produced = state == State.SOUND ? emitLookback(out) : 0;
        }
        System.arraycopy(in, index, out, produced, samples - index);
        produced += samples - index;
        fade.apply(out, 0, produced);
        return produced;
    }

    /** Returns how many audio frames were dropped so far. */
    long trimmedAudioFrames() {
        return trimmedAudioFrames;
    }

    /** Decides by the level of the audio frame that was held last what becomes of all that are held. */
    private void updateState(int level) {
        if (state == State.SILENCE) {
            if (onsetDetector.accept(level) || silenceTrimmedAudioFrames == maxTrimmedAudioFrames) {
                state = State.SOUND;
                fadeIn();
            }
        } else if (level > LEAD_IN_PEAK) {
            state = afterLeadIn();
        } else if (++leadInSeenAudioFrames == leadInAudioFrames) {
            keepLast(0);
            state = afterLeadIn();
        } else {
            keepLast(leadInKeptAudioFrames);
        }
    }

    private State afterLeadIn() {
        return trimSilence ? State.SILENCE : State.SOUND;
    }

    /** Lets sound that begins in the middle of silence rise; what was not cut needs no fade. */
    private void fadeIn() {
        if (silenceTrimmedAudioFrames > 0) {
            fade.jumpTo(0);
            fade.fadeTo(1, fadeAudioFrames);
        }
    }

    private void addToLookback(short[] in, int index) {
        if (lookbackSamples == lookback.length) {
            keepLast(lookback.length / channels - 1);
            silenceTrimmedAudioFrames++;
        }
        int end = (lookbackStart + lookbackSamples) % lookback.length;
        System.arraycopy(in, index, lookback, end, channels);
        lookbackSamples += channels;
    }

    private void keepLast(int audioFrames) {
        int dropped = Math.max(0, lookbackSamples / channels - audioFrames);
        lookbackStart = (lookbackStart + dropped * channels) % lookback.length;
        lookbackSamples -= dropped * channels;
        trimmedAudioFrames += dropped;
    }

    private int emitLookback(short[] out) {
        int untilWrap = Math.min(lookbackSamples, lookback.length - lookbackStart);
        System.arraycopy(lookback, lookbackStart, out, 0, untilWrap);
        System.arraycopy(lookback, 0, out, untilWrap, lookbackSamples - untilWrap);
        return lookbackSamples;
    }

    private int peakLevel(short[] in, int index) {
        int level = 0;
        for (int i = index; i < index + channels; i++) {
            level = Math.max(level, Math.abs(in[i]));
        }
        return level;
    }
}
