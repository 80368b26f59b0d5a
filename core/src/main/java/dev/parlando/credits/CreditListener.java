package dev.parlando.credits;

/**
 * Receives alerts about unusual use of credits; implemented by users.
 *
 * <p>Threading: the thread {@code parlando-events} makes all calls one at a time and in order, unless the meter was
 * given an executor. The first exception thrown by a listener is logged, and none has another effect. If the listeners are more than
 * 10,000 alerts behind, or the executor refuses, alerts are dropped. {@link CreditMeter#droppedAlerts} counts them.
 */
@FunctionalInterface
public interface CreditListener {
    /** Called when an anomaly starts; the same kind of anomaly of a key is not reported again until it is over. */
    void onAlert(CreditAlert alert);
}
