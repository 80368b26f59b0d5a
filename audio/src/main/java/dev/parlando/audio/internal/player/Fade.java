package dev.parlando.audio.internal.player;

import dev.parlando.audio.decode.PcmFormat;

/** Softens where sound begins and ends in mid-speech, since a cut would click; works in place. */
public final class Fade {
    /** Long enough not to click, short enough to sound like silence at once. */
    public static final int MILLIS = 5;

    private Fade() {}

    /** Returns how many samples a fade takes. */
    static int sampleCount(PcmFormat format) {
        return format.audioFrames(MILLIS) * format.channels();
    }

    /** Lets the samples grow evenly from nothing. */
    static void fadeIn(short[] samples, int offset, int count, int channels) {
        int audioFrames = count / channels;
        for (int i = 0; i < audioFrames * channels; i++) {
            samples[offset + i] = (short) (samples[offset + i] * (i / channels) / audioFrames);
        }
    }

    /** Lets the samples shrink evenly to nothing. */
    static void fadeOut(short[] samples, int offset, int count, int channels) {
        int audioFrames = count / channels;
        for (int i = 0; i < audioFrames * channels; i++) {
            samples[offset + i] = (short) (samples[offset + i] * (audioFrames - 1 - i / channels) / audioFrames);
        }
    }
}
