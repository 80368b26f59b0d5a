package dev.parlando.benchmarks.endtoend.latency;

import java.util.ArrayList;
import java.util.List;

/**
 * A recording of a continuous tone, analysed for gaps and phase slips.
 *
 * <p>Immutable.
 */
final class ToneRecording {
    static final int TONE_HZ = 300;
    static final int LEVEL = 8_000;

    /** The level below which a sample is silent. The tone itself is below it for at most one sample. */
    private static final int QUIET = LEVEL / 100;

    private static final int SAMPLES_PER_MILLI = CardRecorder.RATE_HZ / 1000;
    private static final int GAP_SAMPLES = 5 * SAMPLES_PER_MILLI;
    /** The analysis window, which spans three periods of the tone. */
    private static final int WINDOW = 10 * SAMPLES_PER_MILLI;
    /** The relative deviation of a window of uninterrupted sound. Louder windows are not compared. */
    private static final double LEVEL_TOLERANCE = 0.01;
    /** The smallest phase change that counts as a slip, a quarter of a sample. */
    private static final double SLIP_RADIANS = 0.25 * 2 * Math.PI * TONE_HZ / CardRecorder.RATE_HZ;

    /**
     * A stretch without sound.
     *
     * @param atMillis the duration of sound before the gap
     */
    record Gap(double atMillis, double millis) {}

    private final List<Gap> gaps = new ArrayList<>();
    private final double heardMillis;
    private final int slips;
    private final double loudMillis;

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
        loudMillis = millis(countLoud(samples));
    }

    /** Counts the samples that are louder than the tone, with the samples near zero between them. */
    private static int countLoud(short[] samples) {
        int halfPeriod = CardRecorder.RATE_HZ / TONE_HZ / 2;
        int loud = 0;
        int before = -1;
        for (int i = 0; i < samples.length; i++) {
            if (Math.abs(samples[i]) > LEVEL * 11 / 10) {
                loud += before >= 0 && i - before <= halfPeriod ? i - before : 1;
                before = i;
            }
        }
        return loud;
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

    /** Compares only windows of uninterrupted sound, because the phase after a gap is arbitrary. */
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
            whole = Math.abs(Math.hypot(sine, cosine) / LEVEL - 1) < LEVEL_TOLERANCE;
            double turned = Math.abs(Math.IEEEremainder(phase - before, 2 * Math.PI));
            found += whole && wasWhole && turned > SLIP_RADIANS ? 1 : 0;
            before = phase;
        }
        return found;
    }

    private static double millis(int samples) {
        return (double) samples / SAMPLES_PER_MILLI;
    }

    /** Returns the gaps of more than 5 ms, in their order. */
    List<Gap> gaps() {
        return gaps;
    }

    /** Returns the duration of the tone without the gaps. */
    double heardMillis() {
        return heardMillis;
    }

    /** Returns the duration of the parts that are twice as loud as the tone, within half a period. */
    double loudMillis() {
        return loudMillis;
    }

    /** Returns how often the phase changed during the tone. */
    int slips() {
        return slips;
    }
}
