package dev.parlando.speech;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import dev.parlando.internal.live.LiveTimer;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** A timer whose time the test lets pass, on whose thread the tasks run. Safe for use from any thread. */
public final class FakeTimer implements LiveTimer {
    private record Task(long dueNanos, Runnable action) {}

    @GuardedBy("this")
    private final List<Task> tasks = new ArrayList<>();

    @GuardedBy("this")
    private long nowNanos;

    /** Creates a timer at time zero. */
    public FakeTimer() {}

    @Override
    public synchronized long nanoTime() {
        return nowNanos;
    }

    @Override
    public synchronized Runnable schedule(Runnable action, long delayNanos) {
        Task task = new Task(nowNanos + delayNanos, action);
        tasks.add(task);
        return () -> cancel(task);
    }

    private synchronized void cancel(Task task) {
        tasks.remove(task);
    }

    /** Lets time pass and runs the tasks that are due. */
    public void pass(long millis) {
        long end = nanoTime() + TimeUnit.MILLISECONDS.toNanos(millis);
        Task next;
        while ((next = takeDue(end)) != null) {
            next.action().run();
        }
        advance(end);
    }

    /** Removes the next task that is due until a time, at which the clock then is. Returns null if there is none. */
    private synchronized @Nullable Task takeDue(long end) {
        Task next = tasks.stream().min(Comparator.comparingLong(Task::dueNanos)).orElse(null);
        if (next == null || next.dueNanos() > end) {
            return null;
        }
        tasks.remove(next);
        advance(Math.max(nowNanos, next.dueNanos()));
        return next;
    }

    private synchronized void advance(long nanos) {
        nowNanos = nanos;
    }

    public synchronized int pendingTasks() {
        return tasks.size();
    }
}
