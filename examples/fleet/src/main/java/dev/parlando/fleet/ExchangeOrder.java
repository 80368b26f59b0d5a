package dev.parlando.fleet;

import java.util.concurrent.TimeUnit;

/**
 * The order of the exchanges of one engine: when something has changed, often enough to keep the lease, and after growing
 * pauses while they fail.
 *
 * <p>Threading: not thread-safe. One thread makes the exchanges; calls of others need a lock that it shares with them.
 */
final class ExchangeOrder {
    private static final long FIRST_RETRY_NANOS = TimeUnit.MILLISECONDS.toNanos(50);
    private static final long MAX_RETRY_NANOS = TimeUnit.SECONDS.toNanos(1);
    /** Longest series of repetitions without a pause. */
    private static final int MAX_REPEATS = 4;

    private final FleetMember member;
    private boolean changed;
    private boolean asked;
    private boolean failed;
    private int repeats;
    private long retryNanos = FIRST_RETRY_NANOS;

    ExchangeOrder(FleetMember member) {
        this.member = member;
    }

    /** Requests an exchange soon. */
    void onChanged() {
        changed = true;
    }

    /** Requests an exchange in which permits that are not in use go back, because the fleet has sent a message. */
    void onAsked() {
        asked = true;
    }

    /** Returns whether the next exchange is due now. After a failure, the pause must be over first. */
    boolean isDue() {
        return !failed && (changed || asked);
    }

    /** Starts an exchange, which answers all requests until now; returns whether the fleet has asked for it. */
    boolean start() {
        boolean wasAsked = asked;
        asked = false;
        changed = false;
        repeats = 0;
        return wasAsked;
    }

    /** Counts a repetition of the exchange if one is due and allowed; returns whether to make it immediately. */
    boolean tryRepeat(boolean again) {
        return again && repeats++ < MAX_REPEATS;
    }

    /** Records that the exchange has succeeded; returns the time until the next one if nothing happens. */
    long afterSuccess() {
        failed = false;
        retryNanos = FIRST_RETRY_NANOS;
        long nextNanos = member.nextExchangeNanos();
        return repeats > MAX_REPEATS ? Math.min(FIRST_RETRY_NANOS, nextNanos) : nextNanos;
    }

    /** Records that the exchange has failed; returns the time until the next one. */
    long afterFailure() {
        failed = true;
        long pauseNanos = retryNanos;
        retryNanos = Math.min(2 * retryNanos, MAX_RETRY_NANOS);
        return pauseNanos;
    }
}
