package dev.parlando.governor;

/**
 * Receives events about the limits; implemented by users.
 *
 * <p>Threading: the thread {@code parlando-events}, which has no other task, makes all calls one at a time and in
 * order. The first exception thrown by a listener is logged, and none has another effect. If the listeners are more than 10,000 events
 * behind, the oldest are dropped. {@link Governor#droppedEvents} counts them.
 */
public interface GovernorListener {
    /** Called when a limit has changed. */
    default void onLimitChanged(LimitChange change) {}

    /** Called when a request has to wait for a permit, or waits again after a refusal by the service. */
    default void onQueued(LimitSnapshot snapshot) {}

    /** Called when a request has ended and returned its permit. */
    default void onReturned(LimitSnapshot snapshot) {}

    /** Called when a request has received its permit. */
    default void onAdmitted(Admission admission) {}

    /** Called when the service has accepted a request, with the resulting limit. */
    default void onResponse(LimitSnapshot snapshot) {}

    /** Called when the governor stops granting permits for a while. */
    default void onPaused(Pause pause) {}

    /** Called when the account has stayed at its maximum, once per episode. */
    default void onSaturated(SaturationAlert alert) {}
}
