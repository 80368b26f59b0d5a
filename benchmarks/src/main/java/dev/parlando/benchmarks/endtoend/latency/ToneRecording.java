package dev.parlando.benchmarks.endtoend.latency;

import java.util.ArrayList;
import java.util.List;

/**
 * Finds what is missing in the recording of a tone that should never stop: gaps, and slips of its phase.
 *
 * <p>Immutable.
 */
final class ToneRecording {
    static final int TONE_HZ = 300;
    static final int LEVEL = 8_000;

    /** The tone itself is below it for one sample at most. */
    private static final int QUIET = LEVEL / 100;

    private static final int SAMPLES_PER_MILLI = CardRecorder.RATE_HZ / 1000;
    private static final int GAP_SAMPLES = 5 * SAMPLES_PER_MILLI;
    /** Three periods of the tone. */
    private static final int WINDOW = 10 * SAMPLES_PER_MILLI;
    /** A quarter of a sample. */
    private static final double SLIP_RADIANS = 0.25 * 2 * Math.PI * TONE_HZ / CardRecorder.RATE_HZ;

    /**
     * Is a stretch without sound.
     *
     * @param atMillis how much was heard before it
     */
    record Gap(double atMillis, double millis) {}

    private final List<Gap> gaps = new ArrayList<>();
    private final double heardMillis;
    private final int slips;

    ToneRecording(short[] samples) {
        int first = 0;
        while (first < samples.length && Math.abs(samples[first]) < QUIET) {
            first++;
        }
        int last = samples.length - 1;
        while (last > first && Math.abs(samples[last]) < QUIET) {
            last--;
        }
        int gapSamples = findGaps(samples, first, last);
        heardMillis = millis(last + 1 - first - gapSamples);
        slips = countSlips(samples, first, last);
    }

    private int findGaps(short[] samples, int first, int last) {
        int quiet = 0;
        int missing = 0;
        for (int i = first; i <= last; i++) {
            if (Math.abs(samples[i]) < QUIET) {
                quiet++;
            } else {
                if (quiet > GAP_SAMPLES) {
                    gaps.add(new Gap(millis(i - quiet - first - missing), millis(quiet)));
                    missing += quiet;
                }
                quiet = 0;
            }
        }
        return missing;
    }

    /** Looks at windows in full sound only: after a gap the phase may be any. */
    private static int countSlips(short[] samples, int first, int last) {
        int found = 0;
        boolean whole = false;
        double before = 0;
        for (int from = first; from + WINDOW <= last; from += WINDOW) {
            double sine = 0;
            double cosine = 0;
            for (int i = 0; i < WINDOW; i++) {
                double radians = 2 * Math.PI * TONE_HZ * i / CardRecorder.RATE_HZ;
                sine += samples[from + i] * Math.sin(radians) * 2 / WINDOW;
                cosine += samples[from + i] * Math.cos(radians) * 2 / WINDOW;
            }
            double phase = Math.atan2(cosine, sine);
            boolean wasWhole = whole;
            whole = Math.hypot(sine, cosine) > 0.99 * LEVEL;
            double turned = Math.abs(Math.IEEEremainder(phase - before, 2 * Math.PI));
            found += whole && wasWhole && turned > SLIP_RADIANS ? 1 : 0;
            before = phase;
        }
        return found;
    }

    private static double millis(int samples) {
        return (double) samples / SAMPLES_PER_MILLI;
    }

    /** Returns stretches of more than 5 ms, in their order. */
    List<Gap> gaps() {
        return gaps;
    }

    /** Returns how long the tone sounded, without the gaps. */
    double heardMillis() {
        return heardMillis;
    }

    /** Returns how often the phase changed while it sounded. */
    int slips() {
        return slips;
    }
}
