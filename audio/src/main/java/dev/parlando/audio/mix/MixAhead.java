package dev.parlando.audio.mix;

import dev.parlando.audio.decode.PcmFormat;

/**
 * Says how far ahead of what is heard a mixer mixes: as little as it gets away with, so that gain, ducking and the end of
 * a voice are heard soon.
 *
 * <p>It begins with 40 ms, unless told otherwise, and adds a block after each time the mixing thread came too late. While a lane that sounds has
 * no whole block there, half of that is enough: what comes a little late still joins without a gap.
 *
 * <p>Guarded by the desk.
 */
final class MixAhead {
    static final int BLOCK_MILLIS = 10;
    /** How far ahead is mixed if nobody wants anything else. */
    static final int DEFAULT_MILLIS = 40;

    static final int MAX_MILLIS = 500;
    /** Up to where it adds by itself. */
    private static final int MAX_GROWN_MILLIS = 120;

    private final int blockAudioFrames;
    private final int maxAudioFrames;
    private int aheadAudioFrames;
    private int underruns;

    MixAhead(PcmFormat format, int sinkAudioFrames, int aheadMillis, int laneBufferMillis) {
        int maxMillis = Math.max(aheadMillis, Math.min(MAX_GROWN_MILLIS, laneBufferMillis - 2 * BLOCK_MILLIS));
        blockAudioFrames = format.audioFrames(BLOCK_MILLIS);
        maxAudioFrames = Math.max(blockAudioFrames, Math.min(format.audioFrames(maxMillis), sinkAudioFrames));
        aheadAudioFrames = Math.min(format.audioFrames(aheadMillis), maxAudioFrames);
    }

    int blockAudioFrames() {
        return blockAudioFrames;
    }

    /** Returns how much may be mixed and unheard so that another block is mixed. */
    int thresholdAudioFrames(boolean lowOnSamples) {
        return Math.max(0, (lowOnSamples ? aheadAudioFrames / 2 : aheadAudioFrames) - blockAudioFrames);
    }

    /** Returns how long before it is heard a sample must be there to be mixed. */
    int leadAudioFrames() {
        return thresholdAudioFrames(true) + blockAudioFrames;
    }

    /** Is told that all was heard although there was more to mix. */
    void onUnderrun() {
        underruns++;
        aheadAudioFrames = Math.min(maxAudioFrames, aheadAudioFrames + blockAudioFrames);
    }

    int underruns() {
        return underruns;
    }
}
