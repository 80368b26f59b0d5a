package dev.parlando.audio;

/** Finds its way in a recording of {@link TestAudio#ramp}, of which each sample says which one it is. */
final class RampAnalysis {
    /** After so many samples the ramp begins again. */
    static final int PERIOD = 60_000;
    /** So many steps of one are no fade. */
    private static final int STEPS = 100;

    private RampAnalysis() {}

    /** Returns which sample of the ramp this is, give or take whole periods. */
    static int step(short sample) {
        return sample < 0 ? sample + 30_000 : sample + 29_999;
    }

    /** Returns where the ramp begins to be heard unchanged. */
    static int first(short[] samples) {
        int at = 0;
        while (!isSteady(samples, at)) {
            at++;
        }
        return at;
    }

    /** Returns where the last samples of it begin that are heard unchanged. */
    static int last(short[] samples) {
        int at = samples.length - STEPS;
        while (!isSteady(samples, at)) {
            at--;
        }
        return at;
    }

    /** Returns how much of a ramp, shorter than a period, was heard unchanged before it was cut off. */
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
