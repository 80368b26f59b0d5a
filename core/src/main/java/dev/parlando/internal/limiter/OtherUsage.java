package dev.parlando.internal.limiter;

/**
 * Remembers how much others have used of the same account lately.
 *
 * <p>Threading: guarded by the gate's lock.
 */
final class OtherUsage {
    private static final double SAMPLE_WEIGHT = 0.5;
    private static final double HALF_LIFE_NANOS = 5e9;
    private static final double PEAK_HALF_LIFE_NANOS = 30e9;
    private static final double NEGLIGIBLE = 0.5;
    private static final int MIN_SAMPLES_WITHOUT_OTHERS = 3;

    private double inUse;
    private double recentPeak;
    private int samplesWithoutOthers;
    private long decayedNanos;

    /** Returns how much of the maximum others are believed to use now, smoothed. */
    double othersInUse() {
        return inUse;
    }

    /** Returns whether nobody else has been there for long. */
    boolean isNegligible() {
        return samplesWithoutOthers >= MIN_SAMPLES_WITHOUT_OTHERS && recentPeak < NEGLIGIBLE;
    }

    /** Takes in what an answer said, and returns how many others it counted. */
    int addSample(ConcurrencyReport report, int ours, int oursInAccount, long nowNanos) {
        int others = report.othersInUse(ours, oursInAccount);
        decay(nowNanos);
        inUse += SAMPLE_WEIGHT * (others - inUse);
        recentPeak = Math.max(recentPeak, others);
        // One that counts just ours is enough; less than ours may be older than some of them, and than others.
        boolean onlyOurs = others == 0 && report.current() != null && report.current() == ours;
        samplesWithoutOthers = onlyOurs ? MIN_SAMPLES_WITHOUT_OTHERS : others == 0 ? samplesWithoutOthers + 1 : 0;
        return others;
    }

    /** Lets old knowledge fade. */
    void decay(long nowNanos) {
        double elapsedNanos = nowNanos - decayedNanos;
        inUse *= Math.pow(0.5, elapsedNanos / HALF_LIFE_NANOS);
        recentPeak *= Math.pow(0.5, elapsedNanos / PEAK_HALF_LIFE_NANOS);
        decayedNanos = nowNanos;
    }
}
