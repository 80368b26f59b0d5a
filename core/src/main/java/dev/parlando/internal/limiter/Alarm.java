package dev.parlando.internal.limiter;

import org.jspecify.annotations.Nullable;

/**
 * Wakes a gate at the soonest of the moments that it is set to.
 *
 * <p>Threading: guarded by the gate's lock, except that it goes off on the timer's thread.
 */
final class Alarm {
    private final Timer timer;
    private final Runnable task;
    private @Nullable Runnable cancellation;
    private long atNanos;

    /** Makes an alarm that is not set. The task must say, under the gate's lock, that it {@link #wentOff()}. */
    Alarm(Timer timer, Runnable task) {
        this.timer = timer;
        this.task = task;
    }

    /** Sets it, unless it goes off earlier anyway. */
    void set(long momentNanos, long nowNanos) {
        if (cancellation != null && atNanos - momentNanos <= 0) {
            return;
        }
        clear();
        atNanos = momentNanos;
        cancellation = timer.schedule(task, Math.max(0, momentNanos - nowNanos));
    }

    void wentOff() {
        cancellation = null;
    }

    void clear() {
        if (cancellation != null) {
            cancellation.run();
            cancellation = null;
        }
    }
}
