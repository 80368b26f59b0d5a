package dev.parlando.audio.internal.pace;

import dev.parlando.internal.event.UnexpectedFailure;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * A wheel of {@value #WHEEL_SLOTS} slots of 1 ms, which runs tasks on an absolute schedule. The tasks are spread over the
 * slots of their period. No time is added up from one run to the next, so that the schedule never drifts.
 *
 * <p>After a stall of more than one turn, each slot runs once. A task decides by itself about the periods that it missed.
 *
 * <p>Threading: owned by one thread, except {@link #add} and {@link #wake}. Cost: no allocation per step.
 */
public final class PaceLoop {
    static final int WHEEL_SLOTS = 60;
    private static final long SLOT_NANOS = TimeUnit.MILLISECONDS.toNanos(1);
    /** The return value of {@link #step} if no task is left. */
    public static final long IDLE = Long.MAX_VALUE;

    private final LongSupplier nanoClock;
    private final long epochNanos;
    private final List<List<PacedTask>> wheel = new ArrayList<>();
    private final Queue<PacedTask> added = new ConcurrentLinkedQueue<>();
    /** The latest woken task, which is linked to the others. */
    private final AtomicReference<@Nullable PacedTask> woken = new AtomicReference<>();

    private final List<PacedTask> tasks = new ArrayList<>();
    /** The number of the next slot to run, counted from the epoch. */
    private long nextSlot = 1;

    /** Creates a loop whose schedule starts now. */
    public PaceLoop(LongSupplier nanoClock) {
        this.nanoClock = nanoClock;
        this.epochNanos = nanoClock.getAsLong();
        for (int slot = 0; slot < WHEEL_SLOTS; slot++) {
            wheel.add(new ArrayList<>());
        }
    }

    /** Adds a task, which starts with the next step. */
    public void add(PacedTask task) {
        added.add(task);
    }

    /** Requests a call of {@link PacedTask#onWake} in the next step. Returns whether a step is needed for it. */
    public boolean wake(PacedTask task) {
        if (!task.requestWake()) {
            return false;
        }
        do {
            task.nextWoken = woken.get();
        } while (!woken.compareAndSet(task.nextWoken, task));
        return true;
    }

    /** Runs all due tasks. Returns the time until the next one, 0 if it is due already, or {@link #IDLE}. */
    public long step() {
        startAdded();
        skipMissedTurns();
        while (nanoClock.getAsLong() - nanosOf(nextSlot) >= 0) {
            runWoken();
            run(slot(nextSlot++));
        }
        runWoken();
        return nanosUntilNext();
    }

    private void startAdded() {
        PacedTask task;
        while ((task = added.poll()) != null) {
            skipMissedTurns();
            int period = task.periodMillis();
            task.slot = emptiestSlot(period);
            for (int slot = task.slot; slot < WHEEL_SLOTS; slot += period) {
                wheel.get(slot).add(task);
            }
            tasks.add(task);
            long ahead = Math.floorMod(task.slot - nextSlot, (long) period);
            task.onStart(nanosOf(nextSlot + ahead));
        }
    }

    /** Returns the slot of a period that has the fewest tasks over the whole turn. */
    private int emptiestSlot(int period) {
        int best = 0;
        int fewest = Integer.MAX_VALUE;
        for (int candidate = 0; candidate < period; candidate++) {
            int count = 0;
            for (int slot = candidate; slot < WHEEL_SLOTS; slot += period) {
                count += wheel.get(slot).size();
            }
            if (count < fewest) {
                fewest = count;
                best = candidate;
            }
        }
        return best;
    }

    private void skipMissedTurns() {
        long current = (nanoClock.getAsLong() - epochNanos) / SLOT_NANOS;
        nextSlot = Math.max(nextSlot, current - WHEEL_SLOTS + 1);
    }

    private void run(List<PacedTask> slot) {
        for (int i = slot.size() - 1; i >= 0; i--) {
            PacedTask task = slot.get(i);
            task.onDue(nanoClock.getAsLong());
            removeIfEnded(task);
        }
    }

    private void runWoken() {
        if (woken.get() == null) {
            return;
        }
        PacedTask next = woken.getAndSet(null);
        while (next != null) {
            PacedTask task = next;
            next = task.nextWoken; // Read first: the task may be woken again.
            task.beginWake();
            if (!task.isEnded()) {
                task.onWake(nanoClock.getAsLong());
                removeIfEnded(task);
            }
        }
    }

    private void removeIfEnded(PacedTask task) {
        if (task.isEnded()) {
            for (int slot = task.slot; slot < WHEEL_SLOTS; slot += task.periodMillis()) {
                wheel.get(slot).remove(task);
            }
            tasks.remove(task);
        }
    }

    private long nanosUntilNext() {
        if (!added.isEmpty() || woken.get() != null) {
            return 0;
        }
        for (long slot = nextSlot; slot < nextSlot + WHEEL_SLOTS; slot++) {
            if (!slot(slot).isEmpty()) {
                return Math.max(0, nanosOf(slot) - nanoClock.getAsLong());
            }
        }
        return IDLE;
    }

    private List<PacedTask> slot(long number) {
        return wheel.get((int) (number % WHEEL_SLOTS));
    }

    private long nanosOf(long slot) {
        return epochNanos + slot * SLOT_NANOS;
    }

    /** Ends all tasks, including those that were never started. */
    public void close() {
        startAdded();
        for (PacedTask task : List.copyOf(tasks)) {
            UnexpectedFailure.contain(task::onClose);
        }
        tasks.clear();
        wheel.forEach(List::clear);
    }
}
