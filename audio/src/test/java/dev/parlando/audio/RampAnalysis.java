package dev.parlando.audio;

import dev.parlando.audio.fixture.TestAudio;

/** A locator for positions in a recording of {@link TestAudio#ramp}, where each sample value identifies its position. */
final class RampAnalysis {
    /** The number of samples after which the ramp repeats. */
    static final int PERIOD = 60_000;
    /** The number of consecutive unit steps that distinguishes the ramp from a fade. */
    private static final int STEPS = 100;

    private RampAnalysis() {}

    /** Returns the position of the sample in the ramp, modulo the period. */
    static int step(short sample) {
        return sample < 0 ? sample + 30_000 : sample + 29_999;
    }

    /** Returns the index at which the unmodified ramp starts. */
    static int first(short[] samples) {
        int at = 0;
        while (!isSteady(samples, at)) {
            at++;
        }
        return at;
    }

    /** Returns the index of the last run of unmodified ramp samples. */
    static int last(short[] samples) {
        int at = samples.length - STEPS;
        while (!isSteady(samples, at)) {
            at--;
        }
        return at;
    }

    /**
     * Returns the number of unmodified samples of a ramp shorter than one period that were recorded before it was cut
     * off.
     */
    static int heard(short[] samples) {
        int at = last(samples) + STEPS - 1;
        return step(samples[at]) + 1;
    }

    private static boolean isSteady(short[] samples, int from) {
        for (int i = from + 1; i < from + STEPS; i++) {
            if (step(samples[i]) - step(samples[i - 1]) != 1) {
                return false;
            }
        }
        return true;
    }
}
