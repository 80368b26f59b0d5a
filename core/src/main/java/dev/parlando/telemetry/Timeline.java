package dev.parlando.telemetry;

import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/**
 * Times of the events of one utterance, in nanoseconds since the call.
 *
 * <p>The first mark of an event is kept. Only for {@link TimelineEvent#END} the last one is kept, because playback ends
 * after the last byte has arrived. A custom sink may mark {@link TimelineEvent#FIRST_PCM} and
 * {@link TimelineEvent#FIRST_PLAYED}.
 *
 * <p>Threading: any thread may mark and read. Marking allocates nothing and never blocks.
 */
public final class Timeline {
    private static final long UNMARKED = Long.MIN_VALUE;
    private static final Set<TimelineEvent> ATTEMPT_EVENTS =
            Collections.unmodifiableSet(EnumSet.range(TimelineEvent.PERMIT, TimelineEvent.RESPONSE_HEADERS));

    private final LongSupplier nanoClock;
    private final Consumer<TimelineEvent> observer;
    private final long startNanos;
    private final List<AttemptRecord> attempts = new CopyOnWriteArrayList<>();
    private final AtomicLongArray nanosSinceStart = new AtomicLongArray(TimelineEvent.values().length);

    /**
     * Creates a timeline that starts now, and marks {@link TimelineEvent#QUEUED}.
     *
     * @param nanoClock monotonic clock, in nanoseconds
     */
    public Timeline(LongSupplier nanoClock) {
        this(nanoClock, event -> {});
    }

    /**
     * Creates a timeline that starts now, as {@link #Timeline(LongSupplier)} does, with an observer.
     *
     * @param nanoClock monotonic clock, in nanoseconds
     * @param observer called on the marking thread after each event other than {@link TimelineEvent#QUEUED} was marked;
     *     must be quick
     */
    public Timeline(LongSupplier nanoClock, Consumer<TimelineEvent> observer) {
        this.nanoClock = nanoClock;
        this.observer = observer;
        this.startNanos = nanoClock.getAsLong();
        for (TimelineEvent event : TimelineEvent.values()) {
            nanosSinceStart.set(event.ordinal(), event == TimelineEvent.QUEUED ? 0 : UNMARKED);
        }
    }

    /** Marks an event with the current time. */
    public void mark(TimelineEvent event) {
        mark(event, elapsedNanos());
    }

    /** Marks an event with the given time, in nanoseconds since the call. */
    public void mark(TimelineEvent event, long nanos) {
        if (event == TimelineEvent.END) {
            nanosSinceStart.set(event.ordinal(), nanos);
            observer.accept(event);
        } else if (nanosSinceStart.compareAndSet(event.ordinal(), UNMARKED, nanos)) {
            observer.accept(event);
        }
    }

    /** Adds the record of a finished attempt. */
    public void recordAttempt(AttemptRecord attempt) {
        attempts.add(attempt);
    }

    /**
     * Clears the events from {@link TimelineEvent#PERMIT} to {@link TimelineEvent#RESPONSE_HEADERS}, because another
     * attempt starts and they describe the latest attempt.
     */
    public void beginAttempt() {
        ATTEMPT_EVENTS.forEach(event -> nanosSinceStart.set(event.ordinal(), UNMARKED));
    }

    /** Returns the records of the finished attempts, first to last; an attempt in flight is not included. */
    public List<AttemptRecord> attempts() {
        return List.copyOf(attempts);
    }

    /** Returns the time since the call, in nanoseconds. */
    public long elapsedNanos() {
        return nanoClock.getAsLong() - startNanos;
    }

    /** Returns the time of an event, in nanoseconds since the call; empty if it was not marked. */
    public OptionalLong nanos(TimelineEvent event) {
        long nanos = nanosSinceStart.get(event.ordinal());
        return nanos == UNMARKED ? OptionalLong.empty() : OptionalLong.of(nanos);
    }

    /** Returns the time of an event, in milliseconds since the call; empty if it was not marked. */
    public OptionalDouble millis(TimelineEvent event) {
        OptionalLong nanos = nanos(event);
        return nanos.isEmpty() ? OptionalDouble.empty() : OptionalDouble.of(nanos.getAsLong() / 1e6);
    }
}
