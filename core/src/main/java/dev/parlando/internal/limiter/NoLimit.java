package dev.parlando.internal.limiter;

import dev.parlando.governor.LimitReason;

/** Lets every request run at once. Stateless. */
final class NoLimit implements LimitPolicy {
    @Override
    public int limit() {
        return Integer.MAX_VALUE;
    }

    @Override
    public LimitReason reason() {
        return LimitReason.CONFIGURED;
    }

    @Override
    public double othersInUse() {
        return 0;
    }

    @Override
    public void succeeded(
            ConcurrencyReport report, int ours, int oursInAccount, boolean usedUp, long admittedNanos, long nowNanos) {}

    @Override
    public void refused(long admittedNanos, int inFlight, long nowNanos) {}

    @Override
    public void passed(long nowNanos) {}
}
