package dev.parlando.benchmarks.simulation.governor;

import java.util.Comparator;
import java.util.PriorityQueue;

/**
 * Runs events in the order of their fake times, and those of one time in the order in which they were asked for.
 *
 * <p>Threading: belongs to one thread, which runs all events.
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

    /** Asks for an event; a delay below zero means now. */
    Event schedule(long delayNanos, Runnable action) {
        Event event = new Event(nowNanos + Math.max(0, delayNanos), order++, action);
        events.add(event);
        return event;
    }

    /** Runs what is due until then, and lets it be then. */
    void runUntil(long nanos) {
        for (Event next = events.peek(); next != null && next.atNanos <= nanos; next = events.peek()) {
            events.remove();
            nowNanos = next.atNanos;
            next.run();
        }
        nowNanos = nanos;
    }

    /** Something that is to happen. */
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
