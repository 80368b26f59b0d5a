package dev.parlando.internal.limiter;

import dev.parlando.governor.LimitReason;

/**
 * A limit that is a share of a fleet's limit while one is set, and an {@link AdaptiveLimit} otherwise.
 *
 * <p>The other clients that the service counts are then engines of the fleet, whose use the share includes already. The
 * adaptive limit therefore ignores the service while a share is set, and starts again with the last share.
 *
 * <p>Threading: guarded by the limiter's lock.
 */
final class ShareLimit implements LimitPolicy {
    private final AdaptiveLimit adaptive;
    private int maxLimit;
    private int share = NO_SHARE;

    ShareLimit(int initial, int maxLimit) {
        this.adaptive = new AdaptiveLimit(initial, maxLimit);
        this.maxLimit = maxLimit;
    }

    @Override
    public int limit() {
        return isShared() ? Math.min(share, maxLimit) : adaptive.limit();
    }

    @Override
    public LimitReason reason() {
        if (!isShared()) {
            return adaptive.reason();
        }
        return share <= maxLimit ? LimitReason.SHARE : LimitReason.CONFIGURED;
    }

    @Override
    public double othersInUse() {
        return isShared() ? 0 : adaptive.othersInUse();
    }

    @Override
    public void onSuccess(
            ConcurrencyReport report, int ours, int oursInAccount, boolean usedUp, long admittedNanos, long nowNanos) {
        if (!isShared()) {
            adaptive.onSuccess(report, ours, oursInAccount, usedUp, admittedNanos, nowNanos);
        }
    }

    @Override
    public void onRefused(long admittedNanos, int inFlight, long nowNanos) {
        if (!isShared()) {
            adaptive.onRefused(admittedNanos, inFlight, nowNanos);
        }
    }

    @Override
    public void setMaxLimit(int newMaxLimit, long nowNanos) {
        maxLimit = newMaxLimit;
        adaptive.setMaxLimit(newMaxLimit, nowNanos);
    }

    @Override
    public void onTimePassed(long nowNanos) {
        if (!isShared()) {
            adaptive.onTimePassed(nowNanos);
        }
    }

    @Override
    public void setShare(int newShare, long nowNanos) {
        if (isShared() && newShare == NO_SHARE) {
            adaptive.restart(limit(), nowNanos);
        }
        share = newShare;
    }

    @Override
    public boolean isShared() {
        return share != NO_SHARE;
    }
}
