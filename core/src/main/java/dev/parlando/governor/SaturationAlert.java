package dev.parlando.governor;

import java.util.Objects;

/**
 * Event that reports that the account has stayed at its maximum for at least {@link GovernorSettings#alertAfter}.
 * Immutable.
 *
 * @param saturatedNanos time during which every response reported that the maximum is in use
 * @param oursInUse average number of concurrent requests of this engine
 * @param othersInUse average number of concurrent requests of other clients
 * @param cause the client that used more
 * @param snapshot the state of the limit at the time of the alert
 */
public record SaturationAlert(
        long saturatedNanos, double oursInUse, double othersInUse, Cause cause, LimitSnapshot snapshot) {
    public SaturationAlert {
        Objects.requireNonNull(cause, "cause");
        Objects.requireNonNull(snapshot, "snapshot");
    }

    /** The client that keeps the account at its maximum. */
    public enum Cause {
        /** This engine, or the fleet that divides the account: the plan is too small for the load. */
        THIS_ENGINE,
        /** Other clients. If no other client should use the account, a key may have leaked. */
        OTHERS
    }
}
