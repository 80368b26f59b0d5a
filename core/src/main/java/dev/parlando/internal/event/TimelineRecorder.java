package dev.parlando.internal.event;

import dev.parlando.telemetry.AttemptRecord;
import dev.parlando.telemetry.Timeline;
import dev.parlando.telemetry.TimelineEvent;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The writable timeline of one utterance. The engine and the player mark events on it; users read it as a
 * {@link Timeline}.
 *
 * <p>Threading: any thread may mark and read. Marking allocates nothing and never blocks.
 */
public final class TimelineRecorder implements Timeline {
    private static final long UNMARKED = Long.MIN_VALUE;
    private static final Set<TimelineEvent> ATTEMPT_EVENTS =
            Collections.unmodifiableSet(EnumSet.range(TimelineEvent.PERMIT, TimelineEvent.RESPONSE_HEADERS));

    private static final Set<TimelineEvent> START_EVENTS =
            Collections.unmodifiableSet(EnumSet.range(TimelineEvent.PERMIT, TimelineEvent.FIRST_BYTE));

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
    public TimelineRecorder(LongSupplier nanoClock) {
        this(nanoClock, event -> {});
    }

    /**
     * Creates a timeline that starts now, as {@link #TimelineRecorder(LongSupplier)} does, with an observer.
     *
     * @param nanoClock monotonic clock, in nanoseconds
     * @param observer called on the marking thread after each event other than {@link TimelineEvent#QUEUED} was marked;
     *     must be quick
     */
    public TimelineRecorder(LongSupplier nanoClock, Consumer<TimelineEvent> observer) {
        this.nanoClock = nanoClock;
        this.observer = observer;
        this.startNanos = nanoClock.getAsLong();
        for (TimelineEvent event : TimelineEvent.values()) {
            nanosSinceStart.set(event.ordinal(), event == TimelineEvent.QUEUED ? 0 : UNMARKED);
        }
    }

    /** Returns the timeline that a caller has started, or a new one on the clock. */
    public static TimelineRecorder of(@Nullable Timeline started, LongSupplier nanoClock) {
        return started instanceof TimelineRecorder recorder ? recorder : new TimelineRecorder(nanoClock);
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

    /**
     * Marks the events of another timeline up to its first byte.
     *
     * @param offsetNanos time from the start of this timeline to that of the other one
     */
    public void markStart(Timeline other, long offsetNanos) {
        for (TimelineEvent event : START_EVENTS) {
            OptionalLong nanos = other.nanos(event);
            if (nanos.isPresent()) {
                mark(event, nanos.getAsLong() + offsetNanos);
            }
        }
    }

    /**
     * Replaces the events up to the first byte by those of another timeline, whose request is used instead of the one of
     * this timeline.
     *
     * @param offsetNanos time from the start of this timeline to that of the other one
     */
    public void replaceStart(Timeline other, long offsetNanos) {
        START_EVENTS.forEach(event -> nanosSinceStart.set(event.ordinal(), UNMARKED));
        markStart(other, offsetNanos);
    }

    /** Adds the record of a finished attempt. */
    public void recordAttempt(AttemptRecord attempt) {
        attempts.add(attempt);
    }

    /**
     * Adds the records of another timeline, numbered on.
     *
     * @param offsetNanos time from the start of this timeline to that of the other one
     */
    public void recordAttempts(Timeline other, long offsetNanos) {
        for (AttemptRecord attempt : other.attempts()) {
            recordAttempt(new AttemptRecord(
                    attempts.size() + 1,
                    attempt.keyFingerprint(),
                    attempt.startNanos() + offsetNanos,
                    attempt.waitedNanos(),
                    attempt.endNanos() + offsetNanos,
                    attempt.failure(),
                    attempt.limitAtPermit(),
                    attempt.limitAtResponse()));
        }
    }

    /**
     * Clears the events from {@link TimelineEvent#PERMIT} to {@link TimelineEvent#RESPONSE_HEADERS}, because another
     * attempt starts and they describe the latest attempt.
     */
    public void beginAttempt() {
        ATTEMPT_EVENTS.forEach(event -> nanosSinceStart.set(event.ordinal(), UNMARKED));
    }

    @Override
    public List<AttemptRecord> attempts() {
        return List.copyOf(attempts);
    }

    @Override
    public long elapsedNanos() {
        return nanoClock.getAsLong() - startNanos;
    }

    @Override
    public OptionalLong nanos(TimelineEvent event) {
        long nanos = nanosSinceStart.get(event.ordinal());
        return nanos == UNMARKED ? OptionalLong.empty() : OptionalLong.of(nanos);
    }
}
