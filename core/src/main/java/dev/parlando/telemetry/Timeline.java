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
 * Records when each moment of one utterance came, in nanoseconds since the call.
 *
 * <p>Threading: any thread may mark and read. The first mark of a moment counts, except for {@link TimelineEvent#END},
 * where the last one does, since the sound ends after the bytes. A sink of your own may mark
 * {@link TimelineEvent#FIRST_PCM} and {@link TimelineEvent#FIRST_PLAYED}. Marking allocates nothing and never blocks.
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

    /** Starts now on the given monotonic clock, which counts nanoseconds, and marks {@link TimelineEvent#QUEUED}. */
    public Timeline(LongSupplier nanoClock) {
        this(nanoClock, event -> {});
    }

    /**
     * Starts now as {@link #Timeline(LongSupplier)}, with an observer.
     *
     * @param observer is told of each moment but the first after it was marked, on the thread that marked it; must be
     *     quick
     */
    public Timeline(LongSupplier nanoClock, Consumer<TimelineEvent> observer) {
        this.nanoClock = nanoClock;
        this.observer = observer;
        this.startNanos = nanoClock.getAsLong();
        for (TimelineEvent event : TimelineEvent.values()) {
            nanosSinceStart.set(event.ordinal(), event == TimelineEvent.QUEUED ? 0 : UNMARKED);
        }
    }

    /** Marks that a moment has come. */
    public void mark(TimelineEvent event) {
        mark(event, elapsedNanos());
    }

    /** Marks that a moment came then, in nanoseconds since the call. */
    public void mark(TimelineEvent event, long nanos) {
        if (event == TimelineEvent.END) {
            nanosSinceStart.set(event.ordinal(), nanos);
            observer.accept(event);
        } else if (nanosSinceStart.compareAndSet(event.ordinal(), UNMARKED, nanos)) {
            observer.accept(event);
        }
    }

    /** Notes how an attempt went. */
    public void recordAttempt(AttemptRecord attempt) {
        attempts.add(attempt);
    }

    /**
     * Forgets {@link TimelineEvent#PERMIT} to {@link TimelineEvent#RESPONSE_HEADERS}, since another attempt begins and
     * they are to speak of the last one.
     */
    public void beginAttempt() {
        ATTEMPT_EVENTS.forEach(event -> nanosSinceStart.set(event.ordinal(), UNMARKED));
    }

    /** Returns how the attempts went so far, first to last; one that is under way is missing. */
    public List<AttemptRecord> attempts() {
        return List.copyOf(attempts);
    }

    /** Returns how long ago the call was made, in nanoseconds. */
    public long elapsedNanos() {
        return nanoClock.getAsLong() - startNanos;
    }

    /** Returns when a moment came, in nanoseconds since the call; empty while it has not. */
    public OptionalLong nanos(TimelineEvent event) {
        long nanos = nanosSinceStart.get(event.ordinal());
        return nanos == UNMARKED ? OptionalLong.empty() : OptionalLong.of(nanos);
    }

    /** Returns when a moment came, in milliseconds since the call; empty while it has not. */
    public OptionalDouble millis(TimelineEvent event) {
        OptionalLong nanos = nanos(event);
        return nanos.isEmpty() ? OptionalDouble.empty() : OptionalDouble.of(nanos.getAsLong() / 1e6);
    }
}
