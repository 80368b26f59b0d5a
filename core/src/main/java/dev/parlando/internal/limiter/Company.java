package dev.parlando.internal.limiter;

/**
 * Remembers how much others have used of the same account lately.
 *
 * <p>Threading: guarded by the gate's lock.
 */
final class Company {
    private static final double SAMPLE_WEIGHT = 0.5;
    private static final double HALF_LIFE_NANOS = 5e9;
    private static final double REMEMBERED_HALF_LIFE_NANOS = 30e9;
    private static final double NEXT_TO_NONE = 0.5;
    private static final int SAMPLES_TO_BELIEVE = 3;

    private double inUse;
    private double remembered;
    private int samplesAlone;
    private long fadedNanos;

    /** Returns how much of the maximum others are believed to use now, smoothed. */
    double othersInUse() {
        return inUse;
    }

    /** Returns whether nobody else has been there for long. */
    boolean isNone() {
        return samplesAlone >= SAMPLES_TO_BELIEVE && remembered < NEXT_TO_NONE;
    }

    /** Takes in what an answer said, and returns how many others it counted. */
    int sample(ConcurrencyReport report, int ours, int oursInAccount, long nowNanos) {
        int others = report.others(ours, oursInAccount);
        fade(nowNanos);
        inUse += SAMPLE_WEIGHT * (others - inUse);
        remembered = Math.max(remembered, others);
        // One that counts just ours is enough; less than ours may be older than some of them, and than others.
        boolean justOurs = others == 0 && report.current() != null && report.current() == ours;
        samplesAlone = justOurs ? SAMPLES_TO_BELIEVE : others == 0 ? samplesAlone + 1 : 0;
        return others;
    }

    /** Lets old knowledge fade. */
    void fade(long nowNanos) {
        double elapsedNanos = nowNanos - fadedNanos;
        inUse *= Math.pow(0.5, elapsedNanos / HALF_LIFE_NANOS);
        remembered *= Math.pow(0.5, elapsedNanos / REMEMBERED_HALF_LIFE_NANOS);
        fadedNanos = nowNanos;
    }
}
