package dev.parlando.internal.limiter;

/**
 * The recent use of the same account by other clients.
 *
 * <p>Threading: guarded by the limiter's lock.
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

    /** Returns the smoothed estimate of the part of the maximum that other clients use now. */
    double othersInUse() {
        return inUse;
    }

    /** Returns whether no other client has used the account for a while. */
    boolean isNegligible() {
        return samplesWithoutOthers >= MIN_SAMPLES_WITHOUT_OTHERS && recentPeak < NEGLIGIBLE;
    }

    /** Adds the report of a response and returns the number of other clients' requests in it. */
    int addSample(ConcurrencyReport report, int ours, int oursInAccount, long nowNanos) {
        int others = report.othersInUse(ours, oursInAccount);
        decay(nowNanos);
        inUse += SAMPLE_WEIGHT * (others - inUse);
        recentPeak = Math.max(recentPeak, others);
        // A report of exactly our requests is sufficient. A smaller one may be older than some of them, and so also
        // older than requests of other clients.
        boolean onlyOurs = others == 0 && report.current() != null && report.current() == ours;
        samplesWithoutOthers = onlyOurs ? MIN_SAMPLES_WITHOUT_OTHERS : others == 0 ? samplesWithoutOthers + 1 : 0;
        return others;
    }

    /** Decays the estimates by their age. */
    void decay(long nowNanos) {
        double elapsedNanos = nowNanos - decayedNanos;
        inUse *= Math.pow(0.5, elapsedNanos / HALF_LIFE_NANOS);
        recentPeak *= Math.pow(0.5, elapsedNanos / PEAK_HALF_LIFE_NANOS);
        decayedNanos = nowNanos;
    }
}
