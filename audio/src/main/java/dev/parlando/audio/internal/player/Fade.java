package dev.parlando.audio.internal.player;

import dev.parlando.audio.decode.PcmFormat;

/** Linear fades at the points where speech is cut, since an abrupt cut clicks. All methods work in place. */
final class Fade {
    /**
     * The length of a fade. It is long enough to avoid a click and short enough to be perceived as an immediate stop.
     */
    static final int MILLIS = 5;

    private Fade() {}

    /** Returns the number of samples in a fade. */
    static int sampleCount(PcmFormat format) {
        return format.audioFrames(MILLIS) * format.channels();
    }

    /** Scales the samples linearly from silence to full level. */
    static void fadeIn(short[] samples, int offset, int count, int channels) {
        int audioFrames = count / channels;
        for (int i = 0; i < audioFrames * channels; i++) {
            samples[offset + i] = (short) (samples[offset + i] * (i / channels) / audioFrames);
        }
    }

    /** Scales the samples linearly from full level to silence. */
    static void fadeOut(short[] samples, int offset, int count, int channels) {
        int audioFrames = count / channels;
        for (int i = 0; i < audioFrames * channels; i++) {
            samples[offset + i] = (short) (samples[offset + i] * (audioFrames - 1 - i / channels) / audioFrames);
        }
    }
}
