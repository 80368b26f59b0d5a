package dev.parlando.audio.internal.player;

import dev.parlando.audio.decode.PcmFormat;

/**
 * A detector for the start of sound after silence. An onset is a loud block of 2 ms followed by two blocks of at least
 * half that level, so a click is not an onset.
 *
 * <p>Noise of speech synthesis stays below -60 dB of full scale. The softest consonants at the start of a word reach
 * -45 dB. Confined to the playback thread.
 */
final class OnsetDetector {
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
