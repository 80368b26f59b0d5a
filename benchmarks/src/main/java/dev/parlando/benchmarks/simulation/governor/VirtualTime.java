package dev.parlando.benchmarks.simulation.governor;

import java.util.Comparator;
import java.util.PriorityQueue;

/**
 * A fake clock with an event queue. It runs events in the order of their times, and events of the same time in the
 * order of their creation.
 *
 * <p>Threading: confined to one thread, which runs all events.
 */
final class VirtualTime {
    static final long NANOS_PER_SECOND = 1_000_000_000L;
    static final long NANOS_PER_MILLI = 1_000_000L;

    private final PriorityQueue<Event> events =
            new PriorityQueue<>(Comparator.comparingLong(Event::atNanos).thenComparingLong(Event::order));
    private long nowNanos;
    private long order;

    long nanoTime() {
        return nowNanos;
    }

    /** Schedules an event. A negative delay counts as zero. */
    Event schedule(long delayNanos, Runnable action) {
        Event event = new Event(nowNanos + Math.max(0, delayNanos), order++, action);
        events.add(event);
        return event;
    }

    /** Runs all events that are due by the given time, and then advances the clock to that time. */
    void runUntil(long nanos) {
        for (Event next = events.peek(); next != null && next.atNanos <= nanos; next = events.peek()) {
            events.remove();
            nowNanos = next.atNanos;
            next.run();
        }
        nowNanos = nanos;
    }

    /** A scheduled action. */
    static final class Event {
        private final long atNanos;
        private final long order;
        private final Runnable action;
        private boolean cancelled;

        private Event(long atNanos, long order, Runnable action) {
            this.atNanos = atNanos;
            this.order = order;
            this.action = action;
        }

        void cancel() {
            cancelled = true;
        }

        private void run() {
            if (!cancelled) {
                action.run();
            }
        }

        private long atNanos() {
            return atNanos;
        }

        private long order() {
            return order;
        }
    }
}
