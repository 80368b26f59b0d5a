package dev.parlando.audio.internal.player;

import dev.parlando.audio.decode.PcmFormat;
import dev.parlando.audio.internal.gain.GainRamp;
import dev.parlando.audio.internal.queue.SampleRing;

/**
 * A filter that drops the encoder delay and, optionally, the silence at the start of a stream.
 *
 * <p>The encoder delay is dropped as long as it is nearly silent. If a louder audio frame follows, the 2 ms before it
 * are kept. Further silence is dropped up to 20 ms before an onset, and the retained part is faded in. At most
 * two seconds of silence are dropped.
 *
 * <p>Any split of the same samples gives the same output. Audio that starts loud passes as soon as the onset is
 * certain, which takes less time than the shortest chunk plays. Confined to the playback thread. Nothing is allocated
 * after construction.
 */
final class LeadingSilenceTrimmer {
    /**
     * The maximum level of encoder delay, -60 dB of full scale. Before complete sentences, the delay of LAME reached a
     * level of 8 at any bit rate. Before speech that is cut off in a vowel, pre-echo reaches several hundred and is
     * audible.
     */
    private static final int LEAD_IN_PEAK = 32;

    private static final int LEAD_IN_KEPT_MILLIS = 2;
    private static final int PRE_ROLL_MILLIS = 20;
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
    /** The most recent audio frames, which are held back. */
    private final SampleRing lookback;

    private State state;
    private int leadInSeenAudioFrames;
    private int silenceTrimmedAudioFrames;

    /** Creates a filter for a stream whose first {@code leadInAudioFrames} audio frames may be encoder delay. */
    LeadingSilenceTrimmer(PcmFormat format, int leadInAudioFrames, boolean trimSilence) {
        this.channels = format.channels();
        this.leadInAudioFrames = leadInAudioFrames;
        this.trimSilence = trimSilence;
        leadInKeptAudioFrames = format.audioFrames(LEAD_IN_KEPT_MILLIS);
        maxTrimmedAudioFrames = format.audioFrames(MAX_TRIMMED_MILLIS);
        fadeAudioFrames = format.audioFrames(Fade.MILLIS);
        onsetDetector = new OnsetDetector(format);
        fade = new GainRamp(format);
        lookback = new SampleRing(format, extraSamples(format) / channels);
        state = leadInAudioFrames > 0 ? State.LEAD_IN : afterLeadIn();
    }

    /** Returns the maximum number of samples by which the output of {@link #process} can exceed its input. */
    static int extraSamples(PcmFormat format) {
        return format.channels() * format.audioFrames(PRE_ROLL_MILLIS + OnsetDetector.DETECTION_MILLIS);
    }

    /**
     * Processes whole audio frames and outputs those that are certain to be retained.
     *
     * @param in the samples, interleaved by channel
     * @param out receives the output; must be {@link #extraSamples} longer than the input
     * @return the number of samples written to {@code out}
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

    /** Returns the number of audio frames dropped so far. */
    long trimmedAudioFrames() {
        return lookback.start();
    }

    /**
     * Updates the state by the level of the newest held audio frame, and drops held audio frames that are not needed.
     */
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

    /** Starts a fade-in if silence was cut. Uncut audio needs no fade. */
    private void fadeIn() {
        if (silenceTrimmedAudioFrames > 0) {
            fade.jumpTo(0);
            fade.fadeTo(1, fadeAudioFrames);
        }
    }

    private void addToLookback(short[] in, int index) {
        if (lookback.size() == lookback.capacity()) {
            keepLast(lookback.capacity() - 1);
            silenceTrimmedAudioFrames++;
        }
        lookback.append(in, index / channels, 1);
    }

    private void keepLast(int audioFrames) {
        lookback.dropBefore(lookback.end() - audioFrames);
    }

    private int emitLookback(short[] out) {
        return channels * lookback.copy(lookback.start(), out, lookback.size());
    }

    private int peakLevel(short[] in, int index) {
        int level = 0;
        for (int i = index; i < index + channels; i++) {
            level = Math.max(level, Math.abs(in[i]));
        }
        return level;
    }

    /**
     * A detector for the start of sound after silence. An onset is a loud block of 2 ms followed by two blocks of at least
     * half that level, so a click is not an onset.
     *
     * <p>Noise of speech synthesis stays below -60 dB of full scale. The softest consonants at the start of a word reach
     * -45 dB.
     */
    private static final class OnsetDetector {
        /** The length of audio needed for certainty. */
        static final int DETECTION_MILLIS = 6;

        private static final int BLOCK_MILLIS = 2;
        private static final int BLOCKS = DETECTION_MILLIS / BLOCK_MILLIS;
        /** The minimum peak of the first block, -48 dB of full scale. */
        private static final int FIRST_BLOCK_PEAK = 130;
        /** The minimum peak of the following blocks. */
        private static final int NEXT_BLOCK_PEAK = 65;

        private final int blockAudioFrames;
        private int seenAudioFrames;
        private int peak;
        private int loudBlocks;

        OnsetDetector(PcmFormat format) {
            blockAudioFrames = format.audioFrames(BLOCK_MILLIS);
        }

        /** Processes the level of one more audio frame. Returns whether the onset is certain. */
        boolean accept(int level) {
            peak = Math.max(peak, level);
            if (++seenAudioFrames == blockAudioFrames) {
                boolean loud = peak >= (loudBlocks == 0 ? FIRST_BLOCK_PEAK : NEXT_BLOCK_PEAK);
                loudBlocks = loud ? loudBlocks + 1 : 0;
                seenAudioFrames = 0;
                peak = 0;
            }
            return loudBlocks == BLOCKS;
        }
    }
}
