package dev.parlando.internal.limiter;

import dev.parlando.governor.LimitReason;

/** A policy that lets all requests run concurrently. Stateless. */
final class Unlimited implements LimitPolicy {
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
    public void onSuccess(
            ConcurrencyReport report, int ours, int oursInAccount, boolean usedUp, long admittedNanos, long nowNanos) {}

    @Override
    public void onRefused(long admittedNanos, int inFlight, long nowNanos) {}

    @Override
    public void onTimePassed(long nowNanos) {}
}
