package dev.parlando.internal.limiter;

import dev.parlando.governor.LimitReason;

/**
 * Decides how many requests of one group may run at once; a {@link ConcurrencyLimiter} enforces it.
 *
 * <p>Threading: guarded by the gate's lock.
 */
interface LimitPolicy {
    /** Returns how many may run; at least 1. */
    int limit();

    /** Returns what made it so. */
    LimitReason reason();

    /** Returns how much of the maximum others are believed to use. */
    double othersInUse();

    /**
     * Is told that the service answered a request.
     *
     * @param ours how many of our requests of the group the service may have counted
     * @param oursInAccount the same for all groups of the account
     * @param usedUp whether that request used up the limit, and it still is, so that the success proves something
     * @param admittedNanos when it got its permit
     */
    void onSuccess(
            ConcurrencyReport report, int ours, int oursInAccount, boolean usedUp, long admittedNanos, long nowNanos);

    /**
     * Is told that the service refused a request because too many run.
     *
     * @param admittedNanos when that request got its permit
     * @param inFlight how many of ours were running, this one included
     */
    void onRefused(long admittedNanos, int inFlight, long nowNanos);

    /** Is told that time has passed, which lets old knowledge fade. */
    void onTimePassed(long nowNanos);
}
