package dev.parlando.audio.resample;

import dev.parlando.audio.decode.PcmFormat;

/**
 * The coefficients of a sample rate conversion, which are a windowed sinc with one row per output phase.
 *
 * <p>The ratio {@code out/in} in lowest terms is {@code L/M}. An output sample falls on one of L positions between two
 * input samples, called its phase. Each phase has its own row of taps. The rows form a low-pass at 0.94 of the lower
 * Nyquist frequency with a Kaiser window (beta 10, 32 zero crossings on each side). Each row sums to 1, so a constant
 * signal is unchanged.
 *
 * <p>Rates without a small common ratio, such as 44,101 Hz and 48 kHz, have too many phases for a table. The table then
 * has fewer rows, and each output sample is interpolated between two rows. The error is more than 100 dB below the
 * signal.
 *
 * <p>Threading: immutable; any number of {@link Resampler}s may share one. Cost: at most 256 KB, typically 110 KB, and
 * some milliseconds to compute; twice as many multiplications if rows are interpolated. Source: J. F. Kaiser's I0-sinh
 * window.
 */
public final class PolyphaseFilter {
    private static final int ZERO_CROSSINGS = 32;
    private static final double BETA = 10;
    private static final double BESSEL_OF_BETA = besselI0(BETA);
    private static final double ROLL_OFF = 0.94;
    /** The number of independent partial sums, so that no addition waits for the previous one. */
    private static final int ACCUMULATORS = 8;

    /** The number of coefficients above which rows are interpolated. */
    private static final int MAX_COEFFICIENTS = 1 << 16;
    /** The number of interpolated rows per zero crossing of the filter. */
    private static final int INTERPOLATED_ROWS = 512;

    private final int inHz;
    private final int outHz;
    private final int phases;
    private final int step;
    private final int half;
    /** The number of rows between two input samples. If it is less than the number of phases, rows are interpolated. */
    private final int rows;

    /** Empty if the rates are equal, since samples then pass unchanged. */
    private final float[] coefficients;

    private PolyphaseFilter(int inHz, int outHz) {
        int divisor = gcd(inHz, outHz);
        this.inHz = inHz;
        this.outHz = outHz;
        phases = outHz / divisor;
        step = inHz / divisor;
        double scale = Math.min(1.0, (double) outHz / inHz);
        half = roundedUp((int) Math.ceil(ZERO_CROSSINGS / scale));
        boolean exact = (long) phases * taps() <= MAX_COEFFICIENTS;
        rows = exact ? phases : (int) Math.ceil(INTERPOLATED_ROWS * scale);
        coefficients = new float[inHz == outHz ? 0 : (exact ? rows : rows + 1) * taps()];
        fill(scale * ROLL_OFF);
    }

    /**
     * Computes the filter between two rates.
     *
     * @param inHz audio frames per second of the input
     * @param outHz audio frames per second of the output
     * @throws dev.parlando.error.InvalidRequestException if a rate is out of the range of {@link PcmFormat}
     */
    public static PolyphaseFilter between(int inHz, int outHz) {
        PcmFormat from = new PcmFormat(inHz, 1);
        PcmFormat to = new PcmFormat(outHz, 1);
        return new PolyphaseFilter(from.sampleRateHz(), to.sampleRateHz());
    }

    /** Returns the input rate, in audio frames per second. */
    public int inHz() {
        return inHz;
    }

    /** Returns the output rate, in audio frames per second. */
    public int outHz() {
        return outHz;
    }

    /** Returns L, the number of positions between two input samples on which an output sample can fall. */
    int phases() {
        return phases;
    }

    /** Returns M, the number of phases between consecutive output samples. */
    int step() {
        return step;
    }

    /** Returns the number of input samples that a row covers after the current one. */
    int half() {
        return half;
    }

    /**
     * Returns the number of taps in a row: {@code half - 1} before the current input sample, one at it, and
     * {@code half} after it.
     */
    int taps() {
        return 2 * half;
    }

    /** Returns the sum of the input samples from index {@code offset}, weighted by the taps of a phase. */
    float apply(int phase, float[] samples, int offset) {
        if (rows == phases) {
            return applyRow(phase, samples, offset);
        }
        long position = (long) phase * rows;
        int index = (int) (position / phases);
        float weight = (float) (position % phases) / phases;
        float lower = applyRow(index, samples, offset);
        return lower + weight * (applyRow(index + 1, samples, offset) - lower);
    }

    private float applyRow(int index, float[] samples, int offset) {
        float[] row = coefficients;
        int end = (index + 1) * taps();
        int ahead = offset - index * taps();
        float a = 0;
        float b = 0;
        float c = 0;
        float d = 0;
        float e = 0;
        float f = 0;
        float g = 0;
        float h = 0;
        for (int i = index * taps(); i < end; i += ACCUMULATORS) {
            a += row[i] * samples[i + ahead];
            b += row[i + 1] * samples[i + ahead + 1];
            c += row[i + 2] * samples[i + ahead + 2];
            d += row[i + 3] * samples[i + ahead + 3];
            e += row[i + 4] * samples[i + ahead + 4];
            f += row[i + 5] * samples[i + ahead + 5];
            g += row[i + 6] * samples[i + ahead + 6];
            h += row[i + 7] * samples[i + ahead + 7];
        }
        return ((a + b) + (c + d)) + ((e + f) + (g + h));
    }

    private void fill(double cutoff) {
        double[] row = new double[taps()];
        for (int index = 0; index < coefficients.length / row.length; index++) {
            double sum = 0;
            for (int tap = 0; tap < row.length; tap++) {
                double distance = tap - half + 1 - (double) index / rows;
                row[tap] = sinc(cutoff * distance) * kaiser(distance / half);
                sum += row[tap];
            }
            for (int tap = 0; tap < row.length; tap++) {
                coefficients[index * row.length + tap] = (float) (row[tap] / sum);
            }
        }
    }

    /** Rounds up half the length of a row so that the whole row divides evenly by {@link #ACCUMULATORS}. */
    private static int roundedUp(int half) {
        int lanes = ACCUMULATORS / 2;
        return (half + lanes - 1) / lanes * lanes;
    }

    private static double sinc(double x) {
        return x == 0 ? 1 : Math.sin(Math.PI * x) / (Math.PI * x);
    }

    private static double kaiser(double x) {
        return Math.abs(x) >= 1 ? 0 : besselI0(BETA * Math.sqrt(1 - x * x)) / BESSEL_OF_BETA;
    }

    /** Sums the power series of the modified Bessel function of order 0 until its terms are negligible. */
    private static double besselI0(double x) {
        double sum = 1;
        double term = 1;
        for (int k = 1; term > sum * 1e-17; k++) {
            term *= (x / (2 * k)) * (x / (2 * k));
            sum += term;
        }
        return sum;
    }

    private static int gcd(int a, int b) {
        return b == 0 ? a : gcd(b, a % b);
    }
}
