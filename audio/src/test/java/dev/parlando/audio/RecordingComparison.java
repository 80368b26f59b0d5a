package dev.parlando.audio;

import java.util.Arrays;

/** Comparisons of a recording with the expected samples. */
final class RecordingComparison {
    private static final int KERNEL_HALF_WIDTH = 48;

    private RecordingComparison() {}

    /**
     * Returns the samples at another rate, resampled by a windowed sinc. The result is accurate enough as a reference,
     * and slow to compute.
     */
    static double[] resample(short[] samples, int fromHz, int toHz) {
        double[] result = new double[(int) ((long) samples.length * toHz / fromHz)];
        double step = (double) fromHz / toHz;
        for (int i = 0; i < result.length; i++) {
            double at = i * step;
            int centre = (int) at;
            double sum = 0;
            for (int k = centre - KERNEL_HALF_WIDTH + 1; k <= centre + KERNEL_HALF_WIDTH; k++) {
                if (k >= 0 && k < samples.length) {
                    sum += samples[k] * kernel(at - k);
                }
            }
            result[i] = sum;
        }
        return result;
    }

    private static double kernel(double distance) {
        if (Math.abs(distance) < 1e-9) {
            return 1;
        }
        double hann = 0.5 + 0.5 * Math.cos(Math.PI * distance / KERNEL_HALF_WIDTH);
        return hann * Math.sin(Math.PI * distance) / (Math.PI * distance);
    }

    /** Returns the recording without the silence at its start and end. */
    static short[] sounding(short[] recording) {
        int from = 0;
        int to = recording.length;
        while (from < to && recording[from] == 0) {
            from++;
        }
        while (to > from && recording[to - 1] == 0) {
            to--;
        }
        return Arrays.copyOfRange(recording, from, to);
    }

    /**
     * Describes the first difference between a recording and the expected samples. Returns an empty string if there is
     * none.
     */
    static String difference(short[] expected, short[] recording) {
        int at = Arrays.mismatch(expected, recording);
        if (at < 0) {
            return "";
        }
        int zeros = 0;
        while (at + zeros < recording.length && recording[at + zeros] == 0) {
            zeros++;
        }
        return "differs from sample " + at + " on, " + zeros + " zeros there; then "
                + Arrays.toString(Arrays.copyOfRange(recording, at + zeros, Math.min(recording.length, at + zeros + 3)))
                + "; " + recording.length + " samples instead of " + expected.length;
    }

    /**
     * Returns the lag, from {@code -maxLag} to {@code maxLag}, at which the recording correlates best with the expected
     * samples.
     */
    static int bestLag(double[] expected, short[] recording, int maxLag) {
        int best = 0;
        int compared = Math.min(expected.length, 20 * maxLag);
        double most = Double.NEGATIVE_INFINITY;
        for (int lag = -maxLag; lag <= maxLag; lag++) {
            double likeness = correlation(expected, recording, lag, 0, compared);
            if (likeness > most) {
                most = likeness;
                best = lag;
            }
        }
        return best;
    }

    /** Returns the normalized correlation of a range of the expected samples with the recording, shifted by the lag. */
    static double correlation(double[] expected, short[] recording, int lag, int from, int to) {
        double both = 0;
        double left = 0;
        double right = 0;
        for (int i = from; i < to; i++) {
            int at = i + lag;
            double heard = at >= 0 && at < recording.length ? recording[at] : 0;
            both += expected[i] * heard;
            left += expected[i] * expected[i];
            right += heard * heard;
        }
        return both / Math.sqrt(Math.max(1, left) * Math.max(1, right));
    }
}
