package dev.parlando.audio;

import dev.parlando.audio.decode.PcmFormat;

/**
 * Drops what an encoder put before the sound, and, if asked, the silence that the sound itself begins with.
 *
 * <p>The lead-in of an encoder goes as far as it is near silent. Further silence goes until an onset: a block of 2 ms
 * that is loud, followed by two that are at least half as loud, so a click is none. What came up to 20 ms before the
 * onset is kept and faded in. Of silence that does not end no more than two seconds go.
 *
 * <p>Any split of the same samples gives the same output. Sound that begins loudly passes as soon as the onset is
 * certain, 6 ms into it. Confined to the play thread; nothing is allocated after construction.
 */
final class LeadingSilence {
    /** What a lead-in stays below, about -60 dB of full scale. */
    private static final int LEAD_IN_PEAK = 32;
    /** What an onset must reach, -48 dB of full scale, and what must follow it. */
    private static final int ONSET_PEAK = 130;

    private static final int AFTER_ONSET_PEAK = 65;
    private static final int ONSET_BLOCKS = 3;
    private static final int BLOCK_MILLIS = 2;
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
    private final int keptOfLeadIn;
    private final int blockAudioFrames;
    private final int mostTrimmedAudioFrames;
    private final int fadeAudioFrames;
    /** The last audio frames that were held back, as a ring. */
    private final short[] held;

    private final GainRamp fade;
    private State state;
    private int heldStart;
    private int heldSamples;
    private int leadInSeen;
    private int silenceTrimmed;
    private long trimmed;
    private int blockSeen;
    private int blockPeak;
    private int loudBlocks;

    LeadingSilence(PcmFormat format, int leadInAudioFrames, boolean trimSilence) {
        this.channels = format.channels();
        this.leadInAudioFrames = leadInAudioFrames;
        this.trimSilence = trimSilence;
        keptOfLeadIn = format.audioFrames(BLOCK_MILLIS);
        blockAudioFrames = format.audioFrames(BLOCK_MILLIS);
        mostTrimmedAudioFrames = format.audioFrames(MOST_TRIMMED_MILLIS);
        fadeAudioFrames = format.audioFrames(FADE_MILLIS);
        held = new short[extraSamples(format)];
        fade = new GainRamp(format);
        state = leadInAudioFrames > 0 ? State.LEAD_IN : afterLeadIn();
    }

    /** Returns by how many samples more than it was given {@link #process} may put out. */
    static int extraSamples(PcmFormat format) {
        int preRoll = format.audioFrames(PRE_ROLL_MILLIS);
        return format.channels() * (preRoll + ONSET_BLOCKS * format.audioFrames(BLOCK_MILLIS));
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
            at += channels;
            if (isOverWith(peak(in, at - channels))) {
                produced = release(out);
            }
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

    private State afterLeadIn() {
        return trimSilence ? State.SILENCE : State.SOUND;
    }

    /** Looks at the audio frame that was held last; true if what is held now goes out. */
    private boolean isOverWith(int peak) {
        if (state == State.LEAD_IN) {
            passLeadIn(peak);
        } else {
            passSilence(peak);
        }
        return state == State.SOUND;
    }

    private void passLeadIn(int peak) {
        leadInSeen++;
        if (peak > LEAD_IN_PEAK) {
            state = afterLeadIn();
        } else if (leadInSeen == leadInAudioFrames) {
            dropAllBut(0);
            state = afterLeadIn();
        } else {
            dropAllBut(keptOfLeadIn);
        }
    }

    private void passSilence(int peak) {
        blockPeak = Math.max(blockPeak, peak);
        if (++blockSeen == blockAudioFrames) {
            boolean loud = blockPeak >= (loudBlocks == 0 ? ONSET_PEAK : AFTER_ONSET_PEAK);
            loudBlocks = loud ? loudBlocks + 1 : 0;
            blockSeen = 0;
            blockPeak = 0;
        }
        if (loudBlocks == ONSET_BLOCKS || silenceTrimmed == mostTrimmedAudioFrames) {
            state = State.SOUND;
            beginFade();
        }
    }

    private void beginFade() {
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

    private int peak(short[] in, int at) {
        int peak = 0;
        for (int i = at; i < at + channels; i++) {
            peak = Math.max(peak, Math.abs(in[i]));
        }
        return peak;
    }
}
