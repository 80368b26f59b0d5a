package dev.parlando.audio.internal.player;

import dev.parlando.audio.decode.PcmFormat;

/** The formats to which samples can be converted without a loss of bandwidth or channels. */
final class LosslessFormat {
    /** The lowest format. Nothing else can be converted to it without loss. */
    static final PcmFormat LOWEST = new PcmFormat(1000, 1);

    private LosslessFormat() {}

    /** Returns whether samples of {@code source} lose nothing in {@code target}. */
    static boolean fits(PcmFormat source, PcmFormat target) {
        return source.sampleRateHz() <= target.sampleRateHz() && source.channels() <= target.channels();
    }

    /** Returns the lowest format in which samples of neither format lose anything. */
    static PcmFormat forBoth(PcmFormat first, PcmFormat second) {
        if (fits(second, first)) {
            return first;
        }
        return new PcmFormat(
                Math.max(first.sampleRateHz(), second.sampleRateHz()), Math.max(first.channels(), second.channels()));
    }
}
