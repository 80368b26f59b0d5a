package dev.parlando.audio.internal.pace;

import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/** A task that a {@link PaceLoop} runs periodically. All methods are called on the pace thread and must be quick. */
public abstract class PacedTask {
    private final AtomicBoolean wakeRequested = new AtomicBoolean();
    /** The first slot of the task in the wheel. Owned by the loop. */
    int slot;
    /** The next one of the woken tasks. Written by the thread that adds this one to them. */
    @Nullable
    PacedTask nextWoken;

    /** Creates a task, which a loop starts. */
    protected PacedTask() {}

    /** Returns the period, a divisor of {@value PaceLoop#WHEEL_SLOTS} ms. */
    protected abstract int periodMillis();

    /** Called first, with the time at which the task is first due. */
    protected abstract void onStart(long dueNanos);

    /** Called when the task is due, or shortly after. After a stall of the thread, further calls may come too early. */
    protected abstract void onDue(long nowNanos);

    /** Called soon after {@link PaceLoop#wake}. */
    protected abstract void onWake(long nowNanos);

    /** Returns whether the loop drops the task. */
    protected abstract boolean isEnded();

    /** Called when the loop ends; afterwards the task has ended. */
    protected abstract void onClose();

    final boolean requestWake() {
        return !wakeRequested.getAndSet(true);
    }

    final void beginWake() {
        wakeRequested.set(false);
    }
}
