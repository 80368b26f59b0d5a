package dev.parlando.fleet;

import java.util.Comparator;
import java.util.PriorityQueue;

/** A virtual clock with the actions that are due at later times, which run in order. Confined to one thread. */
final class VirtualTime {
    private record Event(long nanos, long number, Runnable action) {}

    private final PriorityQueue<Event> events =
            new PriorityQueue<>(Comparator.comparingLong(Event::nanos).thenComparingLong(Event::number));
    private long nowNanos = 1_000_000_000_000L;
    private long created;

    long nowNanos() {
        return nowNanos;
    }

    void in(long delayNanos, Runnable action) {
        events.add(new Event(nowNanos + delayNanos, created++, action));
    }

    /** Runs all actions that are due within a time from now. */
    void pass(long nanos) {
        long endNanos = nowNanos + nanos;
        while (!events.isEmpty() && events.element().nanos <= endNanos) {
            Event next = events.remove();
            nowNanos = next.nanos;
            next.action.run();
        }
        nowNanos = endNanos;
    }
}
