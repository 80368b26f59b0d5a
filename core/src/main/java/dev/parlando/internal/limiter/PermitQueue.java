package dev.parlando.internal.limiter;

import dev.parlando.governor.Priority;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The queue of one {@link ConcurrencyLimiter}, ordered by priority and then by number, so that a request that enters again keeps its
 * position.
 *
 * <p>A priority that has been passed over {@value #MAX_SKIPPED} times is served next, so that no request starves.
 *
 * <p>Threading: guarded by the limiter's lock.
 */
final class PermitQueue {
    static final int MAX_SKIPPED = 8;
    /** Weight of the newest request in the mean time for which a permit is held. */
    private static final double DURATION_WEIGHT = 0.2;

    private static final double UNKNOWN = -1;

    private final List<NavigableMap<Long, PermitRequest>> byPriority = new ArrayList<>();
    private final int[] skipped = new int[Priority.values().length];
    private int size;
    private long earliestDeadlineNanos;
    private double meanPermitNanos = UNKNOWN;

    PermitQueue() {
        for (int ordinal = 0; ordinal < skipped.length; ordinal++) {
            byPriority.add(new TreeMap<>());
        }
    }

    int size() {
        return size;
    }

    /** Returns the number of requests of each priority. */
    Map<Priority, Integer> sizes() {
        EnumMap<Priority, Integer> sizes = new EnumMap<>(Priority.class);
        for (Priority priority : Priority.values()) {
            sizes.put(priority, queueOf(priority).size());
        }
        return sizes;
    }

    boolean isEmpty() {
        return size == 0;
    }

    /** Returns a time before which no request expires; undefined while the queue is empty. */
    long earliestDeadlineNanos() {
        return earliestDeadlineNanos;
    }

    void add(PermitRequest request) {
        if (size == 0 || request.deadlineNanos - earliestDeadlineNanos < 0) {
            earliestDeadlineNanos = request.deadlineNanos;
        }
        queueOf(request.priority).put(request.sequence, request);
        size++;
    }

    void remove(PermitRequest request) {
        if (queueOf(request.priority).remove(request.sequence) != null) {
            size--;
        }
    }

    /** Removes and returns the next request; null if the queue is empty. */
    @Nullable
    PermitRequest poll() {
        Priority next = nextPriority();
        if (next == null) {
            return null;
        }
        for (Priority lower : Priority.values()) {
            if (lower.compareTo(next) > 0 && !queueOf(lower).isEmpty()) {
                skipped[lower.ordinal()]++;
            }
        }
        skipped[next.ordinal()] = 0;
        size--;
        return queueOf(next).pollFirstEntry().getValue();
    }

    private @Nullable Priority nextPriority() {
        Priority highest = null;
        for (Priority priority : Priority.values()) {
            if (queueOf(priority).isEmpty()) {
                skipped[priority.ordinal()] = 0;
            } else if (skipped[priority.ordinal()] >= MAX_SKIPPED) {
                return priority;
            } else if (highest == null) {
                highest = priority;
            }
        }
        return highest;
    }

    /** Removes and returns all expired requests. */
    List<PermitRequest> pollExpired(long nowNanos) {
        if (isEmpty() || earliestDeadlineNanos - nowNanos > 0) {
            return List.of();
        }
        return pollAll(request -> request.deadlineNanos - nowNanos <= 0);
    }

    /** Removes and returns all requests that satisfy a condition. */
    List<PermitRequest> pollAll(Predicate<PermitRequest> condition) {
        List<PermitRequest> remaining = new ArrayList<>();
        List<PermitRequest> removed = new ArrayList<>();
        for (NavigableMap<Long, PermitRequest> requests : byPriority) {
            requests.values().forEach(request -> (condition.test(request) ? removed : remaining).add(request));
        }
        clear();
        remaining.forEach(this::add);
        return removed;
    }

    /** Adds the time for which a request held its permit to the estimate of the wait. */
    void addPermitDuration(long heldNanos) {
        meanPermitNanos = meanPermitNanos == UNKNOWN
                ? heldNanos
                : meanPermitNanos + DURATION_WEIGHT * (heldNanos - meanPermitNanos);
    }

    /** Returns the estimated wait of a request that enters the queue now; one second without an estimate. */
    Duration estimateWait(int limit) {
        if (meanPermitNanos == UNKNOWN) {
            return Duration.ofSeconds(1);
        }
        return Duration.ofNanos((long) (meanPermitNanos * (size + 1) / limit));
    }

    private void clear() {
        byPriority.forEach(Map::clear);
        size = 0;
    }

    private NavigableMap<Long, PermitRequest> queueOf(Priority priority) {
        return byPriority.get(priority.ordinal());
    }
}
