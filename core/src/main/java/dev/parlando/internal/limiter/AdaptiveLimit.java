package dev.parlando.internal.limiter;

import dev.parlando.governor.LimitReason;

/**
 * Follows the maximum that the service names, and finds our share of it beside others whom nobody can ask.
 *
 * <p>Where an answer says that room is free, the share takes our part of the half of it, or a little for the time that has
 * passed, which evens out shares; where more are at the service than may run, it gives up our part of the excess. All who
 * do so come to use the maximum together, and each about the same. It goes by a request that used the share up and was sent
 * after the last growth, since other answers are older than what they should judge. Whoever is alone has it all.
 *
 * <p>A refusal takes a third, once for all that were sent before it, and makes growth slow for a while. Without any maximum
 * the share doubles with each round of successes until the first refusal, and grows by one a round from then on.
 *
 * <p>Threading: guarded by the gate's lock.
 */
final class AdaptiveLimit implements LimitPolicy {
    private static final double REFUSAL_FACTOR = 0.7;
    /** Growth is slower for so long after a refusal: by what part of it has passed, but not less than the least. */
    private static final double SLOW_GROWTH_NANOS = 30e9;

    private static final double MIN_GROWTH = 0.1;

    private static final double FREE_SHARE = 0.5;
    /** What the share grows by in a second even where nothing is free, as a part of the maximum. */
    private static final double PROBE_PER_SECOND = 0.02;

    private static final double MAX_PROBE_SECONDS = 4;
    /** What is given up with each answer where all is in use and the service does not count its queue, which may be full. */
    private static final double DECREASE_STEP = 0.03;
    /** How fast it grows, compared with the usual, while it is known what the maximum was but not what is in use. */
    private static final double GROWTH_WITHOUT_USAGE = 0.1;
    /** Without an answer for so long, the share begins to grow by itself if somebody waits. */
    private static final long SILENCE_NANOS = 5_000_000_000L;
    /** A maximum that was not repeated for so long may not be true any more. */
    private static final long MAXIMUM_TTL_NANOS = 60_000_000_000L;

    private static final int UNKNOWN = 0;

    private final int maxLimit;
    private final OtherUsage others = new OtherUsage();
    private int maximum = UNKNOWN;
    private boolean reportCountsQueued;
    private double share;
    private boolean refused;
    private long lastRefusalNanos;
    private boolean grown;
    private long lastGrowthNanos;
    private long lastResponseNanos;
    private long maximumNanos;
    private long lastCheckNanos;
    private int limit;
    private LimitReason reason;

    AdaptiveLimit(int initial, int maxLimit) {
        this.maxLimit = maxLimit;
        this.limit = Math.min(initial, maxLimit);
        this.share = limit;
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
            refused = false; // What was refused under the smaller maximum says nothing of this one.
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
            // Streams that outlive the last step back are no reason for another.
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

    /** Returns how much of the usual growth there is. */
    private double growthFactor(long nowNanos) {
        double part = refused ? (nowNanos - lastRefusalNanos) / SLOW_GROWTH_NANOS : 1;
        return Math.max(MIN_GROWTH, Math.min(1, part));
    }

    @Override
    public void onRefused(long admittedNanos, int inFlight, long nowNanos) {
        if (refused && admittedNanos - lastRefusalNanos < 0) {
            return; // It was sent before the limit shrank.
        }
        refused = true;
        lastRefusalNanos = nowNanos;
        share = Math.min(limit, inFlight) * REFUSAL_FACTOR;
        updateLimit(LimitReason.REFUSED, nowNanos);
    }

    @Override
    public void onTimePassed(long nowNanos) {
        others.decay(nowNanos);
        long sinceLastLookNanos = nowNanos - lastCheckNanos;
        lastCheckNanos = nowNanos;
        boolean silent = nowNanos - lastResponseNanos > SILENCE_NANOS && sinceLastLookNanos < SILENCE_NANOS;
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
        } else if (limit != before) {
            reason = newReason;
        }
    }
}
