package dev.parlando.credits;

/**
 * Hears of unusual use of credits; implemented by users.
 *
 * <p>Threading: all calls come one at a time and in order from the thread {@code parlando-events}, unless the meter was given
 * an executor. What a listener throws is logged and otherwise ignored.
 */
@FunctionalInterface
public interface CreditListener {
    /** Is told of an anomaly, once until it is over. */
    void onAlert(CreditAlert alert);
}
