package dev.parlando.internal.limiter;

import dev.parlando.governor.LimitReason;

/**
 * A policy that decides how many requests of one group may run concurrently; a {@link ConcurrencyLimiter} enforces it.
 *
 * <p>Threading: guarded by the limiter's lock.
 */
interface LimitPolicy {
    /** Value of a share that is not set. */
    int NO_SHARE = -1;

    /** A change of a policy. */
    interface Update {
        void apply(LimitPolicy policy, String modelGroup, long nowNanos);
    }

    /** Returns the number of requests that may run concurrently; at least 1, unless a share is set. */
    int limit();

    /** Returns the reason for the current limit. */
    LimitReason reason();

    /** Returns the estimated part of the maximum that other clients use. */
    double othersInUse();

    /**
     * Called when the service accepts a request.
     *
     * @param ours number of this engine's requests of the group that the service may have counted
     * @param oursInAccount the same for all groups of the account
     * @param usedUp whether that request used up the limit and it is still used up, so that the success is evidence
     * @param admittedNanos time at which the request got its permit
     */
    void onSuccess(
            ConcurrencyReport report, int ours, int oursInAccount, boolean usedUp, long admittedNanos, long nowNanos);

    /**
     * Called when the service refuses a request because too many are running.
     *
     * @param admittedNanos time at which the request got its permit
     * @param inFlight number of this engine's requests in flight, including this one
     */
    void onRefused(long admittedNanos, int inFlight, long nowNanos);

    /** Sets the number that the limit never exceeds. */
    void setMaxLimit(int maxLimit, long nowNanos);

    /** Called when time has passed, so that old estimates decay. */
    void onTimePassed(long nowNanos);

    /** Sets the share of a fleet's limit, which replaces the limit; {@link #NO_SHARE} ends this. */
    default void setShare(int share, long nowNanos) {}

    /** Returns whether a share is set, so that other clients are engines of the same fleet. */
    default boolean isShared() {
        return false;
    }

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
                ConcurrencyReport report,
                int ours,
                int oursInAccount,
                boolean usedUp,
                long admittedNanos,
                long nowNanos) {}

        @Override
        public void onRefused(long admittedNanos, int inFlight, long nowNanos) {}

        @Override
        public void setMaxLimit(int maxLimit, long nowNanos) {}

        @Override
        public void onTimePassed(long nowNanos) {}
    }
}
