package dev.parlando.governor;

/**
 * Tells that the account has been pinned at its maximum for longer than {@link GovernorSettings#alertAfter}. Immutable.
 *
 * @param saturatedNanos for how long every answer said that the maximum is in use
 * @param oursInUse how much of it this engine used, on average
 * @param othersInUse how much of it others used, on average
 * @param cause who used more
 * @param snapshot how the limit is now
 */
public record SaturationAlert(
        long saturatedNanos, double oursInUse, double othersInUse, Cause cause, LimitSnapshot snapshot) {

    /** Names who pins the account at its maximum. */
    public enum Cause {
        /** This engine: the plan is too small for what it is asked. */
        THIS_ENGINE,
        /** Somebody else. If nobody else should be using the account, a key may have leaked. */
        OTHERS
    }
}
