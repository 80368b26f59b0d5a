package dev.parlando.internal.limiter;

import dev.parlando.governor.LimitReason;

/** Is a limit that follows what it is told: a maximum at once, and a refusal by one less. */
final class SettableLimit implements LimitPolicy {
    int limit;
    int refusals;
    /** What the limit becomes when it is told that time has passed; none if 0. */
    int later;

    private LimitReason reason = LimitReason.INITIAL;

    SettableLimit(int limit) {
        this.limit = limit;
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
        return 0;
    }

    @Override
    public void onSuccess(
            ConcurrencyReport report, int ours, int oursInAccount, boolean usedUp, long admittedNanos, long nowNanos) {
        if (report.maximum() != null) {
            limit = report.maximum();
            reason = LimitReason.MAXIMUM;
        }
    }

    @Override
    public void onRefused(long admittedNanos, int inFlight, long nowNanos) {
        refusals++;
        limit = Math.max(1, limit - 1);
        reason = LimitReason.REFUSED;
    }

    @Override
    public void onTimePassed(long nowNanos) {
        if (later > 0) {
            limit = later;
        }
    }
}
