package dev.parlando.internal.limiter;

import dev.parlando.governor.Priority;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Is the queue of one {@link Gate}: by priority, and within one by number, so that a ticket that comes back finds its place.
 *
 * <p>A priority that has been passed over {@value #MAX_PASSED_OVER} times is next, so nobody starves.
 *
 * <p>Threading: guarded by the gate's lock.
 */
final class WaitingLine {
    static final int MAX_PASSED_OVER = 8;

    private final List<NavigableMap<Long, Ticket>> waiting = new ArrayList<>();
    private final int[] passedOver = new int[Priority.values().length];
    private int size;
    private long soonestExpiryNanos;

    WaitingLine() {
        for (int ordinal = 0; ordinal < passedOver.length; ordinal++) {
            waiting.add(new TreeMap<>());
        }
    }

    int size() {
        return size;
    }

    boolean isEmpty() {
        return size == 0;
    }

    /** Returns a moment before which no ticket expires; means nothing while the line is empty. */
    long soonestExpiryNanos() {
        return soonestExpiryNanos;
    }

    void add(Ticket ticket) {
        if (size == 0 || ticket.expiresNanos - soonestExpiryNanos < 0) {
            soonestExpiryNanos = ticket.expiresNanos;
        }
        of(ticket.priority).put(ticket.number, ticket);
        size++;
    }

    void remove(Ticket ticket) {
        if (of(ticket.priority).remove(ticket.number) != null) {
            size--;
        }
    }

    /** Takes out whose turn it is; null if nobody waits. */
    @Nullable
    Ticket poll() {
        Priority next = next();
        if (next == null) {
            return null;
        }
        for (Priority lower : Priority.values()) {
            if (lower.compareTo(next) > 0 && !of(lower).isEmpty()) {
                passedOver[lower.ordinal()]++;
            }
        }
        passedOver[next.ordinal()] = 0;
        size--;
        return of(next).pollFirstEntry().getValue();
    }

    private @Nullable Priority next() {
        Priority highest = null;
        for (Priority priority : Priority.values()) {
            if (of(priority).isEmpty()) {
                passedOver[priority.ordinal()] = 0;
            } else if (passedOver[priority.ordinal()] >= MAX_PASSED_OVER) {
                return priority;
            } else if (highest == null) {
                highest = priority;
            }
        }
        return highest;
    }

    /** Takes out all whose time has run out. */
    List<Ticket> pollExpired(long nowNanos) {
        if (isEmpty() || soonestExpiryNanos - nowNanos > 0) {
            return List.of();
        }
        List<Ticket> left = new ArrayList<>();
        List<Ticket> expired = new ArrayList<>();
        for (NavigableMap<Long, Ticket> line : waiting) {
            line.values().forEach(ticket -> (ticket.expiresNanos - nowNanos <= 0 ? expired : left).add(ticket));
        }
        clear();
        left.forEach(this::add);
        return expired;
    }

    /** Takes out all. */
    List<Ticket> pollAll() {
        List<Ticket> all = new ArrayList<>();
        waiting.forEach(line -> all.addAll(line.values()));
        clear();
        return all;
    }

    private void clear() {
        waiting.forEach(Map::clear);
        size = 0;
    }

    private NavigableMap<Long, Ticket> of(Priority priority) {
        return waiting.get(priority.ordinal());
    }
}
