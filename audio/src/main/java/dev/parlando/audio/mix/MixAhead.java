package dev.parlando.audio.mix;

import dev.parlando.audio.decode.PcmFormat;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The mix-ahead time of a mixer. It is kept short so that gain, ducking and the end of a lane take effect soon.
 *
 * <p>The initial time is 40 ms unless configured otherwise. Each underrun of the mixing thread adds one block. While a
 * playing lane has less than a whole block, half of the time is used, so that samples that arrive slightly late still
 * join without a gap.
 *
 * <p>Guarded by the lock of {@link MixerState}.
 */
final class MixAhead {
    static final int BLOCK_MILLIS = 10;
    /** The default mix-ahead time. */
    static final int DEFAULT_MILLIS = 40;

    static final int MAX_MILLIS = 500;
    /** The maximum to which the mix-ahead time grows after underruns. */
    private static final int MAX_GROWN_MILLIS = 120;

    private final int blockAudioFrames;
    private final int maxAudioFrames;
    private final AtomicInteger underruns;
    private int aheadAudioFrames;

    MixAhead(PcmFormat format, int sinkAudioFrames, int aheadMillis, int laneBufferMillis, AtomicInteger underruns) {
        this.underruns = underruns;
        int maxMillis = Math.max(aheadMillis, Math.min(MAX_GROWN_MILLIS, laneBufferMillis - 2 * BLOCK_MILLIS));
        blockAudioFrames = format.audioFrames(BLOCK_MILLIS);
        maxAudioFrames = Math.max(blockAudioFrames, Math.min(format.audioFrames(maxMillis), sinkAudioFrames));
        aheadAudioFrames = Math.min(format.audioFrames(aheadMillis), maxAudioFrames);
    }

    int blockAudioFrames() {
        return blockAudioFrames;
    }

    /** Returns the number of mixed and unplayed audio frames up to which another block is mixed. */
    int thresholdAudioFrames(boolean lowOnSamples) {
        return Math.max(0, (lowOnSamples ? aheadAudioFrames / 2 : aheadAudioFrames) - blockAudioFrames);
    }

    /** Returns the lead with which samples must be written before they are played, in audio frames. */
    int leadAudioFrames() {
        return thresholdAudioFrames(true) + blockAudioFrames;
    }

    /** Called when the output ran empty although there were samples to mix. */
    void onUnderrun() {
        underruns.incrementAndGet();
        aheadAudioFrames = Math.min(maxAudioFrames, aheadAudioFrames + blockAudioFrames);
    }
}
