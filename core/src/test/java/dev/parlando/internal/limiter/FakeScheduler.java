package dev.parlando.internal.limiter;

import java.util.PriorityQueue;
import java.util.Queue;
import java.util.function.LongSupplier;

/** Fake clock that only the test advances, with a timer that uses it. */
final class FakeScheduler implements Scheduler, LongSupplier {
    private record Task(Runnable work, long atNanos, long number) {}

    private final Queue<Task> tasks = new PriorityQueue<>(this::compare);
    /** Starts near the overflow of the clock, where {@link System#nanoTime()} may be. */
    private long nowNanos = Long.MAX_VALUE - 1_000_000_000;

    private long count;

    private int compare(Task one, Task other) {
        int sooner = Long.compare(one.atNanos - nowNanos, other.atNanos - nowNanos);
        return sooner != 0 ? sooner : Long.compare(one.number, other.number);
    }

    @Override
    public long getAsLong() {
        return nowNanos;
    }

    @Override
    public Runnable schedule(Runnable work, long delayNanos) {
        Task task = new Task(work, nowNanos + delayNanos, count++);
        tasks.add(task);
        return () -> tasks.remove(task);
    }

    /** Advances the clock by {@code millis} and runs each task at its due time. */
    void passMillis(long millis) {
        passNanos(millis * 1_000_000);
    }

    void passNanos(long nanos) {
        long endNanos = nowNanos + nanos;
        for (Task next = tasks.peek(); next != null && next.atNanos - endNanos <= 0; next = tasks.peek()) {
            tasks.remove(next);
            nowNanos = next.atNanos - nowNanos > 0 ? next.atNanos : nowNanos;
            next.work.run();
        }
        nowNanos = endNanos;
    }

    /** Advances the clock while no task runs, as if the process stood still. The tasks that are due run next. */
    void standStillMillis(long millis) {
        nowNanos += millis * 1_000_000;
    }

    /** Returns the number of scheduled tasks. */
    int pending() {
        return tasks.size();
    }
}
