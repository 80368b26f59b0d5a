package dev.parlando.internal.limiter;

import dev.parlando.governor.LimitReason;

/** Limit policy that adopts a reported maximum immediately and lowers the limit by one after a refusal. */
final class SettableLimit implements LimitPolicy {
    int limit;
    int refusals;
    /** Limit to set when time passes; 0 for no change. */
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
    public void setMaxLimit(int maxLimit, long nowNanos) {
        limit = maxLimit;
    }

    @Override
    public void onTimePassed(long nowNanos) {
        if (later > 0) {
            limit = later;
        }
    }
}
