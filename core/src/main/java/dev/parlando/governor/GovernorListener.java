package dev.parlando.governor;

/**
 * Hears what happens to the limits; implemented by users.
 *
 * <p>Threading: all calls come one at a time and in order from the thread {@code parlando-events}, which does nothing
 * else. What a listener throws is logged and otherwise ignored.
 */
public interface GovernorListener {
    /** Is told that a limit became another. */
    default void onLimitChanged(LimitChange change) {}

    /** Is told that a request got its permit. */
    default void onAdmitted(Admission admission) {}

    /** Is told how the limit is after the service answered a request. */
    default void onResponse(LimitSnapshot snapshot) {}

    /** Is told that no permit is given for a while. */
    default void onPaused(Pause pause) {}

    /** Is told, once for each time that it happens, that the account stays at its maximum. */
    default void onSaturated(SaturationAlert alert) {}
}
