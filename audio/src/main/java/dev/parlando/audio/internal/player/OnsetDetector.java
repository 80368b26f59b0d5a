package dev.parlando.audio.internal.player;

import dev.parlando.audio.decode.PcmFormat;

/**
 * Tells where sound begins after silence: at a block of 2 ms that is loud, followed by two that are at least half as
 * loud, so that a click is no onset.
 *
 * <p>Noise of speech synthesis stays below -60 dB of full scale, the softest consonants that begin a word reach -45 dB.
 * Confined to the play thread.
 */
final class OnsetDetector {
    /** How long it takes to be certain. */
    static final int DETECTION_MILLIS = 6;

    private static final int BLOCK_MILLIS = 2;
    private static final int BLOCKS = DETECTION_MILLIS / BLOCK_MILLIS;
    /** What the first block must reach, -48 dB of full scale. */
    private static final int FIRST_BLOCK_PEAK = 130;
    /** What the others must reach. */
    private static final int NEXT_BLOCK_PEAK = 65;

    private final int blockAudioFrames;
    private int seenAudioFrames;
    private int peak;
    private int loudBlocks;

    OnsetDetector(PcmFormat format) {
        blockAudioFrames = format.audioFrames(BLOCK_MILLIS);
    }

    /** Takes the level of one more audio frame; true if it makes the onset certain. */
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
