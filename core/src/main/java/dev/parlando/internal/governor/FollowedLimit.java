package dev.parlando.internal.governor;

import dev.parlando.governor.LimitReason;

/**
 * Follows the maximum that the service names, less what others use of it; refusals shrink it for a while.
 *
 * <p>The limit is the least of three: the configured most, the maximum less the others' share, and a ceiling that falls
 * by a third with each refusal (once for all that were sent before it) and rises by one for each round of successes while
 * the limit is used up. As long as the service names no maximum, the ceiling is all there is, and it doubles with each round
 * until the first refusal. What others use is known from samples that are old when they arrive: they are smoothed, and
 * fade when no new ones come.
 *
 * <p>Threading: guarded by the gate's lock.
 */
final class FollowedLimit implements LimitPolicy {
    private static final double KEPT_AFTER_REFUSAL = 0.7;
    private static final double SAMPLE_WEIGHT = 0.5;
    private static final double HALF_LIFE_NANOS = 5e9;
    /** A maximum that was not repeated for so long may not be true any more. */
    private static final long MAXIMUM_TRUSTED_NANOS = 60_000_000_000L;

    private static final int UNKNOWN = 0;

    private final int most;
    private int maximum = UNKNOWN;
    private double others;
    private double ceiling;
    private boolean refusedOnce;
    private long refusedNanos;
    private long sampledNanos;
    private long fadedNanos;
    private int limit;
    private LimitReason reason;

    FollowedLimit(int initial, int most) {
        this.most = most;
        this.limit = Math.min(initial, most);
        this.ceiling = limit;
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
        return others;
    }

    @Override
    public void succeeded(ConcurrencyReport report, int ours, int oursInAccount, boolean saturated, long nowNanos) {
        fade(nowNanos);
        LimitReason why = reason;
        if (report.maximum() != null) {
            why = follow(report.maximum(), nowNanos);
        }
        sampleOthers(report, ours, oursInAccount, nowNanos);
        if (saturated && ceiling < Math.min(most, bound(nowNanos))) {
            boolean startingOut = maximum == UNKNOWN && !refusedOnce;
            ceiling += startingOut ? 1 : 1 / ceiling;
            why = LimitReason.GROWN;
        }
        settle(why, nowNanos);
    }

    private LimitReason follow(int named, long nowNanos) {
        if (!refusedOnce) {
            ceiling = ConcurrencyReport.MOST;
        }
        maximum = named;
        sampledNanos = nowNanos;
        return LimitReason.MAXIMUM;
    }

    private void sampleOthers(ConcurrencyReport report, int ours, int oursInAccount, long nowNanos) {
        int inGroup = report.current() == null ? 0 : report.current() - ours;
        int inAccount = report.workspace() == null ? 0 : report.workspace() - oursInAccount;
        if (report.current() != null || report.workspace() != null) {
            double sample = Math.max(0, Math.max(inGroup, inAccount));
            others += SAMPLE_WEIGHT * (sample - others);
            fadedNanos = nowNanos;
        }
    }

    @Override
    public void refused(long admittedNanos, int inFlight, long nowNanos) {
        if (refusedOnce && admittedNanos - refusedNanos < 0) {
            return; // It was sent before the limit shrank.
        }
        refusedOnce = true;
        refusedNanos = nowNanos;
        ceiling = Math.max(1, Math.min(limit, inFlight) * KEPT_AFTER_REFUSAL);
        settle(LimitReason.REFUSED, nowNanos);
    }

    @Override
    public void passed(long nowNanos) {
        fade(nowNanos);
        settle(reason, nowNanos);
    }

    private void fade(long nowNanos) {
        long elapsedNanos = nowNanos - fadedNanos;
        if (others > 0 && elapsedNanos > 0) {
            others *= Math.pow(0.5, elapsedNanos / HALF_LIFE_NANOS);
        }
        fadedNanos = nowNanos;
    }

    private double bound(long nowNanos) {
        boolean known = maximum != UNKNOWN && nowNanos - sampledNanos < MAXIMUM_TRUSTED_NANOS;
        return known ? maximum - others : ConcurrencyReport.MOST;
    }

    private void settle(LimitReason why, long nowNanos) {
        double bound = bound(nowNanos);
        double least = Math.min(most, Math.min(ceiling, bound));
        limit = (int) Math.max(1, Math.round(least));
        if (least == most) {
            reason = LimitReason.CONFIGURED;
        } else if (least == bound) {
            reason = Math.round(others) > 0 ? LimitReason.OTHERS : LimitReason.MAXIMUM;
        } else {
            reason = why;
        }
    }
}
