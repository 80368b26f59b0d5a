package dev.parlando.offline.limits;

import java.util.Comparator;
import java.util.PriorityQueue;
import java.util.concurrent.TimeUnit;

/** A clock and timer whose time advances only when a test advances it. */
public final class FakeEventLoopClock implements EventLoopClock {
    private record Task(Runnable action, long atNanos, int number) {}

    private final PriorityQueue<Task> tasks =
            new PriorityQueue<>(Comparator.comparingLong(Task::atNanos).thenComparingInt(Task::number));
    private long nowNanos = 1_000;
    private int scheduled;

    @Override
    public long nanoTime() {
        return nowNanos;
    }

    @Override
    public void schedule(Runnable task, long delayNanos) {
        tasks.add(new Task(task, nowNanos + delayNanos, scheduled++));
    }

    public void passMillis(long millis) {
        long endNanos = nowNanos + TimeUnit.MILLISECONDS.toNanos(millis);
        for (Task next = tasks.peek(); next != null && next.atNanos() <= endNanos; next = tasks.peek()) {
            tasks.remove();
            nowNanos = next.atNanos();
            next.action().run();
        }
        nowNanos = endNanos;
    }
}
