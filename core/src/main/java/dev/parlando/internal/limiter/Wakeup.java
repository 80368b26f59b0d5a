package dev.parlando.internal.limiter;

import dev.parlando.internal.event.LoopTimer;
import org.jspecify.annotations.Nullable;

/**
 * A timer that wakes the limiter at the earliest of the requested times.
 *
 * <p>A process may be stopped for some time, as {@link LoopTimer} describes. A wake-up that is late is therefore repeated,
 * while event loops read the ends of streams, whose permits go to the waiting requests.
 *
 * <p>Threading: guarded by the limiter's lock; the task runs on the thread of the {@link Scheduler}.
 */
final class Wakeup {
    private final Scheduler scheduler;
    private final Runnable task;
    private @Nullable Runnable cancellation;
    private long scheduledNanos;
    private long graceEndNanos;
    private boolean inGrace;

    /** Creates an unscheduled timer. The task must call {@link #onFired()} under the limiter's lock. */
    Wakeup(Scheduler scheduler, Runnable task) {
        this.scheduler = scheduler;
        this.task = task;
    }

    /** Schedules the task, unless it is already scheduled for an earlier time. */
    void scheduleAt(long wakeupNanos, long nowNanos) {
        long earliestNanos = inGrace ? graceEndNanos : nowNanos;
        long atNanos = earliestNanos - wakeupNanos > 0 ? earliestNanos : wakeupNanos;
        if (cancellation != null && scheduledNanos - atNanos <= 0) {
            return;
        }
        cancelTask();
        scheduledNanos = atNanos;
        cancellation = scheduler.schedule(task, Math.max(0, atNanos - nowNanos));
    }

    void onFired() {
        cancellation = null;
    }

    /** Returns whether the task is late because the process stood still; it then runs again after a short time. */
    boolean startsGrace(long nowNanos) {
        inGrace = nowNanos - scheduledNanos > LoopTimer.LATE_NANOS;
        graceEndNanos = nowNanos + LoopTimer.GRACE_NANOS;
        return inGrace;
    }

    void cancel() {
        inGrace = false;
        cancelTask();
    }

    private void cancelTask() {
        if (cancellation != null) {
            cancellation.run();
            cancellation = null;
        }
    }
}
