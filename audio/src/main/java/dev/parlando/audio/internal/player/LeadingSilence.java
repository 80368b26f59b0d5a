package dev.parlando.audio.internal.player;

import dev.parlando.audio.decode.PcmFormat;
import dev.parlando.audio.internal.gain.GainRamp;

/**
 * Drops what an encoder put before the sound, and, if asked, the silence that the sound itself begins with.
 *
 * <p>The lead-in of an encoder goes as far as it is near silent; 2 ms before what is louder are kept. Further silence
 * goes up to 20 ms before an {@link Onset}, where what is kept is faded in. Of silence that does not end no more than
 * two seconds go.
 *
 * <p>Any split of the same samples gives the same output. Sound that begins loudly passes as soon as the onset is
 * certain, which takes less than the shortest piece that arrives. Confined to the play thread; nothing is allocated
 * after construction.
 */
final class LeadingSilence {
    /**
     * What a lead-in stays below, -60 dB of full scale. Before sentences that LAME encoded at any rate it reached 8;
     * before speech cut off in a vowel the echo of it reaches some hundreds and is heard.
     */
    private static final int LEAD_IN_PEAK = 32;

    private static final int KEPT_OF_LEAD_IN_MILLIS = 2;
    private static final int PRE_ROLL_MILLIS = 20;
    private static final int FADE_MILLIS = 5;
    private static final int MOST_TRIMMED_MILLIS = 2_000;

    private enum State {
        LEAD_IN,
        SILENCE,
        SOUND
    }

    private final int channels;
    private final int leadInAudioFrames;
    private final boolean trimSilence;
    private final int keptOfLeadInAudioFrames;
    private final int mostTrimmedAudioFrames;
    private final int fadeAudioFrames;
    private final Onset onset;
    private final GainRamp fade;
    /** The last audio frames that were held back, as a ring. */
    private final short[] held;

    private int heldStart;
    private int heldSamples;
    private State state;
    private int leadInSeen;
    private int silenceTrimmed;
    private long trimmed;

    /** Starts a stream of which at most that many audio frames at the start are the encoder's. */
    LeadingSilence(PcmFormat format, int leadInAudioFrames, boolean trimSilence) {
        this.channels = format.channels();
        this.leadInAudioFrames = leadInAudioFrames;
        this.trimSilence = trimSilence;
        keptOfLeadInAudioFrames = format.audioFrames(KEPT_OF_LEAD_IN_MILLIS);
        mostTrimmedAudioFrames = format.audioFrames(MOST_TRIMMED_MILLIS);
        fadeAudioFrames = format.audioFrames(FADE_MILLIS);
        onset = new Onset(format);
        fade = new GainRamp(format);
        held = new short[extraSamples(format)];
        state = leadInAudioFrames > 0 ? State.LEAD_IN : afterLeadIn();
    }

    /** Returns by how many samples more than it was given {@link #process} may put out. */
    static int extraSamples(PcmFormat format) {
        return format.channels() * format.audioFrames(PRE_ROLL_MILLIS + Onset.MILLIS);
    }

    /**
     * Takes whole audio frames and hands out what is certain to be heard.
     *
     * @param in samples, interleaved by channel
     * @param out receives samples; {@link #extraSamples} longer than what comes in
     * @return how many samples were put out
     */
    int process(short[] in, int samples, short[] out) {
        int at = 0;
        int produced = 0;
        while (at < samples && state != State.SOUND) {
            hold(in, at);
            look(level(in, at));
            at += channels;
            produced = state == State.SOUND ? release(out) : 0;
        }
        System.arraycopy(in, at, out, produced, samples - at);
        produced += samples - at;
        fade.apply(out, 0, produced);
        return produced;
    }

    /** Returns how many audio frames were dropped so far. */
    long trimmedAudioFrames() {
        return trimmed;
    }

    /** Decides by the level of the audio frame that was held last what becomes of all that are held. */
    private void look(int level) {
        if (state == State.SILENCE) {
            if (onset.isCertainWith(level) || silenceTrimmed == mostTrimmedAudioFrames) {
                state = State.SOUND;
                fadeIn();
            }
        } else if (level > LEAD_IN_PEAK) {
            state = afterLeadIn();
        } else if (++leadInSeen == leadInAudioFrames) {
            dropAllBut(0);
            state = afterLeadIn();
        } else {
            dropAllBut(keptOfLeadInAudioFrames);
        }
    }

    private State afterLeadIn() {
        return trimSilence ? State.SILENCE : State.SOUND;
    }

    /** Lets sound that begins in the middle of silence rise; what was not cut needs no fade. */
    private void fadeIn() {
        if (silenceTrimmed > 0) {
            fade.jumpTo(0);
            fade.fadeTo(1, fadeAudioFrames);
        }
    }

    private void hold(short[] in, int at) {
        if (heldSamples == held.length) {
            dropAllBut(held.length / channels - 1);
            silenceTrimmed++;
        }
        int end = (heldStart + heldSamples) % held.length;
        System.arraycopy(in, at, held, end, channels);
        heldSamples += channels;
    }

    private void dropAllBut(int audioFrames) {
        int dropped = Math.max(0, heldSamples / channels - audioFrames);
        heldStart = (heldStart + dropped * channels) % held.length;
        heldSamples -= dropped * channels;
        trimmed += dropped;
    }

    private int release(short[] out) {
        int untilWrap = Math.min(heldSamples, held.length - heldStart);
        System.arraycopy(held, heldStart, out, 0, untilWrap);
        System.arraycopy(held, 0, out, untilWrap, heldSamples - untilWrap);
        return heldSamples;
    }

    private int level(short[] in, int at) {
        int level = 0;
        for (int i = at; i < at + channels; i++) {
            level = Math.max(level, Math.abs(in[i]));
        }
        return level;
    }
}
