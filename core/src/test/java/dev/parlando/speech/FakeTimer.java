package dev.parlando.speech;

import dev.parlando.internal.live.LiveTimer;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A timer whose time the test lets pass. Confined to the thread of the test. */
public final class FakeTimer implements LiveTimer {
    private record Task(long dueNanos, Runnable action) {}

    private final List<Task> tasks = new ArrayList<>();
    private long nowNanos;

    /** Creates a timer at time zero. */
    public FakeTimer() {}

    @Override
    public long nanoTime() {
        return nowNanos;
    }

    @Override
    public Runnable schedule(Runnable action, long delayNanos) {
        Task task = new Task(nowNanos + delayNanos, action);
        tasks.add(task);
        return () -> tasks.remove(task);
    }

    /** Lets time pass and runs the tasks that are due. */
    public void pass(long millis) {
        long end = nowNanos + TimeUnit.MILLISECONDS.toNanos(millis);
        Task next;
        while ((next = tasks.stream()
                                .min(Comparator.comparingLong(Task::dueNanos))
                                .orElse(null))
                        != null
                && next.dueNanos() <= end) {
            tasks.remove(next);
            nowNanos = Math.max(nowNanos, next.dueNanos());
            next.action().run();
        }
        nowNanos = end;
    }

    public int pendingTasks() {
        return tasks.size();
    }
}
