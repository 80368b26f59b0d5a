package dev.parlando.internal.limiter;

import org.jspecify.annotations.Nullable;

/**
 * A timer that wakes the limiter at the earliest of the requested times.
 *
 * <p>Threading: guarded by the limiter's lock; the task runs on the thread of the {@link Scheduler}.
 */
final class Wakeup {
    private final Scheduler scheduler;
    private final Runnable task;
    private @Nullable Runnable cancellation;
    private long scheduledNanos;

    /** Creates an unscheduled timer. The task must call {@link #onFired()} under the limiter's lock. */
    Wakeup(Scheduler scheduler, Runnable task) {
        this.scheduler = scheduler;
        this.task = task;
    }

    /** Schedules the task, unless it is already scheduled for an earlier time. */
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
