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
final class FollowedLimit implements LimitPolicy {
    private static final double KEPT_AFTER_REFUSAL = 0.7;
    /** Growth is slower for so long after a refusal: by what part of it has passed, but not less than the least. */
    private static final double CAREFUL_NANOS = 30e9;

    private static final double LEAST_GROWTH = 0.1;

    private static final double PART_OF_FREE = 0.5;
    /** What the share grows by in a second even where nothing is free, as a part of the maximum. */
    private static final double PROBED_PER_SECOND = 0.02;

    private static final double MOST_PROBED_SECONDS = 4;
    /** What is given up with each answer where all is in use and the service does not count its queue, which may be full. */
    private static final double STEP_BACK = 0.03;
    /** How fast it grows, compared with the usual, while it is known what the maximum was but not what is in use. */
    private static final double BLIND_GROWTH = 0.1;
    /** Without an answer for so long, the share begins to grow by itself if somebody waits. */
    private static final long SILENCE_NANOS = 5_000_000_000L;
    /** A maximum that was not repeated for so long may not be true any more. */
    private static final long MAXIMUM_TRUSTED_NANOS = 60_000_000_000L;

    private static final int UNKNOWN = 0;

    private final int most;
    private final Company company = new Company();
    private int maximum = UNKNOWN;
    private boolean countsQueued;
    private double share;
    private boolean refusedOnce;
    private long refusedNanos;
    private boolean grownOnce;
    private long grownNanos;
    private long answeredNanos;
    private long namedNanos;
    private long lookedNanos;
    private int limit;
    private LimitReason reason;

    FollowedLimit(int initial, int most) {
        this.most = most;
        this.limit = Math.min(initial, most);
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
        return company.othersInUse();
    }

    @Override
    public void succeeded(
            ConcurrencyReport report, int ours, int oursInAccount, boolean usedUp, long admittedNanos, long nowNanos) {
        answeredNanos = nowNanos;
        boolean mayGrow = usedUp && (!grownOnce || admittedNanos - grownNanos >= 0);
        if (report.maximum() != null) {
            named(report.maximum(), admittedNanos, nowNanos);
        }
        LimitReason why;
        if (report.current() == null && report.workspace() == null) {
            growBlindly(usedUp, nowNanos);
            why = LimitReason.GROWN;
        } else {
            int others = company.sample(report, ours, oursInAccount, nowNanos);
            if (isMaximumKnown(nowNanos)) {
                countsQueued |= report.current() != null && report.current() > maximum;
                share(ours, others, mayGrow, nowNanos);
            }
            why = Math.round(company.othersInUse()) > 0 ? LimitReason.OTHERS : LimitReason.GROWN;
        }
        settle(why, nowNanos);
    }

    private void named(int newMaximum, long admittedNanos, long nowNanos) {
        boolean rose = maximum != UNKNOWN && newMaximum > maximum;
        if (rose && admittedNanos - refusedNanos >= 0) {
            refusedOnce = false; // What was refused under the smaller maximum says nothing of this one.
        }
        maximum = newMaximum;
        namedNanos = nowNanos;
    }

    private void growBlindly(boolean usedUp, long nowNanos) {
        if (!usedUp) {
            return;
        }
        boolean startingOut = maximum == UNKNOWN && !refusedOnce;
        double pace = (isMaximumKnown(nowNanos) ? BLIND_GROWTH : 1) * care(nowNanos);
        grow(startingOut ? 1 : pace / share, nowNanos);
    }

    private void share(int ours, int others, boolean mayGrow, long nowNanos) {
        double counted = ours + others;
        double free = maximum - counted;
        boolean careful = care(nowNanos) < 1;
        if (free < 0) {
            // Streams that outlive the last step back are no reason for another.
            share *= ours <= limit ? maximum / counted : 1;
        } else if (free == 0 && others > 0 && !countsQueued) {
            share *= 1 - STEP_BACK;
        } else if (company.isNone() && !careful) {
            share = maximum;
        } else if (mayGrow && (free > 0 || !careful)) {
            double part = PART_OF_FREE * free * ours / counted;
            grow(Math.max(part, probe(nowNanos)) * care(nowNanos), nowNanos);
        }
    }

    private double probe(long nowNanos) {
        double seconds = grownOnce ? Math.min(MOST_PROBED_SECONDS, (nowNanos - grownNanos) / 1e9) : 1;
        return PROBED_PER_SECOND * maximum * seconds;
    }

    private void grow(double step, long nowNanos) {
        share += step;
        grownOnce = true;
        grownNanos = nowNanos;
    }

    /** Returns how much of the usual growth there is. */
    private double care(long nowNanos) {
        double part = refusedOnce ? (nowNanos - refusedNanos) / CAREFUL_NANOS : 1;
        return Math.max(LEAST_GROWTH, Math.min(1, part));
    }

    @Override
    public void refused(long admittedNanos, int inFlight, long nowNanos) {
        if (refusedOnce && admittedNanos - refusedNanos < 0) {
            return; // It was sent before the limit shrank.
        }
        refusedOnce = true;
        refusedNanos = nowNanos;
        share = Math.min(limit, inFlight) * KEPT_AFTER_REFUSAL;
        settle(LimitReason.REFUSED, nowNanos);
    }

    @Override
    public void passed(long nowNanos) {
        company.fade(nowNanos);
        long sinceLastLookNanos = nowNanos - lookedNanos;
        lookedNanos = nowNanos;
        boolean silent = nowNanos - answeredNanos > SILENCE_NANOS && sinceLastLookNanos < SILENCE_NANOS;
        if (silent && maximum != UNKNOWN) {
            grow(PROBED_PER_SECOND * maximum * sinceLastLookNanos / 1e9 * care(nowNanos), nowNanos);
        }
        settle(LimitReason.GROWN, nowNanos);
    }

    private boolean isMaximumKnown(long nowNanos) {
        return maximum != UNKNOWN && nowNanos - namedNanos < MAXIMUM_TRUSTED_NANOS;
    }

    private void settle(LimitReason why, long nowNanos) {
        int bound = isMaximumKnown(nowNanos) ? maximum : ConcurrencyReport.MOST;
        int before = limit;
        share = Math.max(1, Math.min(share, Math.min(most, bound)));
        limit = (int) Math.round(share);
        if (limit == most) {
            reason = LimitReason.CONFIGURED;
        } else if (limit == bound) {
            reason = LimitReason.MAXIMUM;
        } else if (limit != before) {
            reason = why;
        }
    }
}
