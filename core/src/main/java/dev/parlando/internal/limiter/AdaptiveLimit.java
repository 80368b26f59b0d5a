package dev.parlando.internal.limiter;

import dev.parlando.governor.LimitReason;

/**
 * A limit that follows the maximum that the service reports. It is the share of this governor's engines in the
 * maximum among other
 * clients that cannot be queried.
 *
 * <p>If a response reports free capacity, the share grows by this engine's part of half of it. It grows at least by a
 * little for the elapsed time, which evens out the shares. If more requests are running than allowed, it shrinks by
 * this engine's part of the excess. Clients that all do so converge on the whole maximum in about equal shares. Only a
 * request that used up the share and was sent after the last growth counts, since other responses are older than the
 * state to be judged. A client that is alone gets the whole maximum.
 *
 * <p>A refusal reduces the share to 70 %, once for all requests sent before it, and slows growth for a while. Without a
 * known maximum, the share doubles with each round of successes until the first refusal, and then grows by one per
 * round.
 *
 * <p>Threading: guarded by the limiter's lock.
 */
final class AdaptiveLimit implements LimitPolicy {
    private static final double REFUSAL_FACTOR = 0.7;
    /**
     * Time of slower growth after a refusal. Growth is scaled by the elapsed part of it, but at least by
     * {@code MIN_GROWTH}.
     */
    private static final double SLOW_GROWTH_NANOS = 30e9;

    private static final double MIN_GROWTH = 0.1;

    private static final double FREE_SHARE = 0.5;
    /** Growth of the share per second even if no capacity is free, as a fraction of the maximum. */
    private static final double PROBE_PER_SECOND = 0.02;

    private static final double MAX_PROBE_SECONDS = 4;
    /**
     * Fraction given up per response while all is in use and the service does not count its queue, which may be full.
     */
    private static final double DECREASE_STEP = 0.03;
    /** Rate of growth, compared with the usual, while the maximum is known but the current use is not. */
    private static final double GROWTH_WITHOUT_USAGE = 0.1;
    /** Time without a response after which the share starts to grow by itself if requests are waiting. */
    private static final long SILENCE_NANOS = 5_000_000_000L;
    /** Time after which a maximum that was not repeated is no longer trusted. */
    private static final long MAXIMUM_TTL_NANOS = 60_000_000_000L;

    private static final int UNKNOWN = 0;

    private int maxLimit;
    /** The share before it was reduced to {@code maxLimit}; applies only while the limit is at {@code maxLimit}. */
    private double shareAboveMax;

    private OtherUsage others = new OtherUsage();
    private int maximum = UNKNOWN;
    private boolean reportCountsQueued;
    private double share;
    private boolean refused;
    private long lastRefusalNanos;
    private boolean grown;
    private long lastGrowthNanos;
    private long lastResponseNanos;
    private long maximumNanos;
    private boolean checked;
    private long lastCheckNanos;
    private int limit;
    private LimitReason reason;

    AdaptiveLimit(int initial, int maxLimit) {
        this.maxLimit = maxLimit;
        this.limit = Math.min(initial, maxLimit);
        this.share = limit;
        this.shareAboveMax = initial;
        this.reason = LimitReason.INITIAL;
    }

    @Override
    public int limit() {
        return limit;
    }

    @Override
    public LimitReason reason() {
        return reason;
    }

    @Override
    public double othersInUse() {
        return others.othersInUse();
    }

    @Override
    public void onSuccess(
            ConcurrencyReport report, int ours, int oursInAccount, boolean usedUp, long admittedNanos, long nowNanos) {
        lastResponseNanos = nowNanos;
        boolean mayGrow = usedUp && (!grown || admittedNanos - lastGrowthNanos >= 0);
        if (report.maximum() != null) {
            onMaximum(report.maximum(), admittedNanos, nowNanos);
        }
        LimitReason newReason;
        if (report.current() == null && report.workspace() == null) {
            growWithoutUsage(usedUp, nowNanos);
            newReason = LimitReason.GROWN;
        } else {
            int otherRequests = others.addSample(report, ours, oursInAccount, nowNanos);
            if (isMaximumKnown(nowNanos)) {
                reportCountsQueued |= report.current() != null && report.current() > maximum;
                updateShare(ours, otherRequests, mayGrow, nowNanos);
            }
            newReason = Math.round(others.othersInUse()) > 0 ? LimitReason.OTHERS : LimitReason.GROWN;
        }
        updateLimit(newReason, nowNanos);
    }

    private void onMaximum(int newMaximum, long admittedNanos, long nowNanos) {
        boolean rose = maximum != UNKNOWN && newMaximum > maximum;
        if (rose && admittedNanos - lastRefusalNanos >= 0) {
            refused = false; // A refusal under the smaller maximum does not apply to the new one.
        }
        maximum = newMaximum;
        maximumNanos = nowNanos;
    }

    private void growWithoutUsage(boolean usedUp, long nowNanos) {
        if (!usedUp) {
            return;
        }
        boolean slowStart = maximum == UNKNOWN && !refused;
        double growthRate = (isMaximumKnown(nowNanos) ? GROWTH_WITHOUT_USAGE : 1) * growthFactor(nowNanos);
        grow(slowStart ? 1 : growthRate / share, nowNanos);
    }

    private void updateShare(int ours, int otherRequests, boolean mayGrow, long nowNanos) {
        double counted = ours + otherRequests;
        double free = maximum - counted;
        boolean slowGrowth = growthFactor(nowNanos) < 1;
        if (free < 0) {
            // Streams that outlast the last reduction are no reason for another.
            share *= ours <= limit ? maximum / counted : 1;
        } else if (free == 0 && otherRequests > 0 && !reportCountsQueued) {
            share *= 1 - DECREASE_STEP;
        } else if (others.isNegligible() && !slowGrowth) {
            share = maximum;
        } else if (mayGrow && (free > 0 || !slowGrowth)) {
            double part = FREE_SHARE * free * ours / counted;
            grow(Math.max(part, probeStep(nowNanos)) * growthFactor(nowNanos), nowNanos);
        }
    }

    private double probeStep(long nowNanos) {
        double seconds = grown ? Math.min(MAX_PROBE_SECONDS, (nowNanos - lastGrowthNanos) / 1e9) : 1;
        return PROBE_PER_SECOND * maximum * seconds;
    }

    private void grow(double step, long nowNanos) {
        share += step;
        grown = true;
        lastGrowthNanos = nowNanos;
    }

    /** Returns the current growth as a fraction of the usual growth. */
    private double growthFactor(long nowNanos) {
        double part = refused ? (nowNanos - lastRefusalNanos) / SLOW_GROWTH_NANOS : 1;
        return Math.max(MIN_GROWTH, Math.min(1, part));
    }

    @Override
    public void onRefused(long admittedNanos, int inFlight, long nowNanos) {
        if (refused && admittedNanos - lastRefusalNanos < 0) {
            return; // The request was sent before the limit shrank.
        }
        refused = true;
        lastRefusalNanos = nowNanos;
        share = Math.min(limit, inFlight) * REFUSAL_FACTOR;
        shareAboveMax = share;
        updateLimit(LimitReason.REFUSED, nowNanos);
    }

    /**
     * {@inheritDoc}
     *
     * <p>A greater maximum restores the share that the smaller one had cut off. If the service has reported its maximum
     * and the use of it, the share also includes the part that no other client uses.
     */
    @Override
    public void setMaxLimit(int newMaxLimit, long nowNanos) {
        boolean wasCut = limit == maxLimit;
        double uncut = wasCut ? Math.max(share, shareAboveMax) : share;
        if (wasCut && isMaximumKnown(nowNanos) && others.isKnown() && growthFactor(nowNanos) >= 1) {
            others.decay(nowNanos);
            uncut = Math.max(uncut, maximum - others.othersInUse());
        }
        maxLimit = newMaxLimit;
        shareAboveMax = uncut;
        share = uncut;
        updateLimit(reasonBelowMax(), nowNanos);
    }

    /** Starts again with a limit, without the earlier estimates of the use by other clients. */
    void restart(int newLimit, long nowNanos) {
        others = new OtherUsage();
        maximum = UNKNOWN;
        refused = false;
        grown = false;
        checked = false;
        share = newLimit;
        shareAboveMax = newLimit;
        updateLimit(LimitReason.GROWN, nowNanos);
    }

    private LimitReason reasonBelowMax() {
        if (Math.round(others.othersInUse()) > 0) {
            return LimitReason.OTHERS;
        }
        return maximum == UNKNOWN && !grown && !refused ? LimitReason.INITIAL : LimitReason.GROWN;
    }

    @Override
    public void onTimePassed(long nowNanos) {
        others.decay(nowNanos);
        long sinceLastLookNanos = nowNanos - lastCheckNanos;
        boolean checkedBefore = checked;
        checked = true;
        lastCheckNanos = nowNanos;
        boolean silent =
                checkedBefore && nowNanos - lastResponseNanos > SILENCE_NANOS && sinceLastLookNanos < SILENCE_NANOS;
        if (silent && maximum != UNKNOWN) {
            grow(PROBE_PER_SECOND * maximum * sinceLastLookNanos / 1e9 * growthFactor(nowNanos), nowNanos);
        }
        updateLimit(LimitReason.GROWN, nowNanos);
    }

    private boolean isMaximumKnown(long nowNanos) {
        return maximum != UNKNOWN && nowNanos - maximumNanos < MAXIMUM_TTL_NANOS;
    }

    private void updateLimit(LimitReason newReason, long nowNanos) {
        int bound = isMaximumKnown(nowNanos) ? maximum : ConcurrencyReport.MAX_REQUESTS;
        int before = limit;
        share = Math.max(1, Math.min(share, Math.min(maxLimit, bound)));
        limit = (int) Math.round(share);
        if (limit == maxLimit) {
            reason = LimitReason.CONFIGURED;
        } else if (limit == bound) {
            reason = LimitReason.MAXIMUM;
        } else if (limit != before || reason == LimitReason.CONFIGURED) {
            reason = newReason;
        }
        if (limit < maxLimit) {
            shareAboveMax = share;
        }
    }

    /**
     * The recent use of the same account by other clients.
     *
     * <p>Threading: guarded by the limiter's lock.
     */
    private static final class OtherUsage {
        private static final double SAMPLE_WEIGHT = 0.5;
        private static final double HALF_LIFE_NANOS = 5e9;
        private static final double PEAK_HALF_LIFE_NANOS = 30e9;
        private static final double NEGLIGIBLE = 0.5;
        private static final int MIN_SAMPLES_WITHOUT_OTHERS = 3;

        private double inUse;
        private double recentPeak;
        private int samplesWithoutOthers;
        private boolean known;
        private boolean decayed;
        private long decayedNanos;

        /** Returns the smoothed estimate of the part of the maximum that other clients use now. */
        double othersInUse() {
            return inUse;
        }

        /** Returns whether no other client has used the account for a while. */
        boolean isNegligible() {
            return samplesWithoutOthers >= MIN_SAMPLES_WITHOUT_OTHERS && recentPeak < NEGLIGIBLE;
        }

        /** Returns whether the service has reported the use of the account. */
        boolean isKnown() {
            return known;
        }

        /** Adds the report of a response and returns the number of other clients' requests in it. */
        int addSample(ConcurrencyReport report, int ours, int oursInAccount, long nowNanos) {
            int others = report.othersInUse(ours, oursInAccount);
            decay(nowNanos);
            known = true;
            inUse += SAMPLE_WEIGHT * (others - inUse);
            recentPeak = Math.max(recentPeak, others);
            // A report of exactly our requests is sufficient. A smaller one may be older than some of them, and so also
            // older than requests of other clients.
            boolean onlyOurs = others == 0 && report.current() != null && report.current() == ours;
            samplesWithoutOthers = onlyOurs ? MIN_SAMPLES_WITHOUT_OTHERS : others == 0 ? samplesWithoutOthers + 1 : 0;
            return others;
        }

        /** Decays the estimates by their age. The first time only starts the age, since the clock may start anywhere. */
        void decay(long nowNanos) {
            double elapsedNanos = decayed ? Math.max(0, nowNanos - decayedNanos) : 0;
            decayed = true;
            inUse *= Math.pow(0.5, elapsedNanos / HALF_LIFE_NANOS);
            recentPeak *= Math.pow(0.5, elapsedNanos / PEAK_HALF_LIFE_NANOS);
            decayedNanos = nowNanos;
        }
    }
}
