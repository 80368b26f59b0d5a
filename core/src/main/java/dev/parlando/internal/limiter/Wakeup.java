package dev.parlando.internal.limiter;

import org.jspecify.annotations.Nullable;

/**
 * Wakes a gate at the soonest of the moments that it is set to.
 *
 * <p>Threading: guarded by the gate's lock, except that it goes off on the timer's thread.
 */
final class Wakeup {
    private final Scheduler scheduler;
    private final Runnable task;
    private @Nullable Runnable cancellation;
    private long scheduledNanos;

    /** Makes an alarm that is not set. The task must say, under the gate's lock, that it {@link #onFired()}. */
    Wakeup(Scheduler scheduler, Runnable task) {
        this.scheduler = scheduler;
        this.task = task;
    }

    /** Sets it, unless it goes off earlier anyway. */
    void scheduleAt(long wakeupNanos, long nowNanos) {
        if (cancellation != null && scheduledNanos - wakeupNanos <= 0) {
            return;
        }
        cancel();
        scheduledNanos = wakeupNanos;
        cancellation = scheduler.schedule(task, Math.max(0, wakeupNanos - nowNanos));
    }

    void onFired() {
        cancellation = null;
    }

    void cancel() {
        if (cancellation != null) {
            cancellation.run();
            cancellation = null;
        }
    }
}
