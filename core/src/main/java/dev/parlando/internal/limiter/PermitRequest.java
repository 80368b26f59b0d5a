package dev.parlando.internal.limiter;

import dev.parlando.error.CapacityException;
import dev.parlando.error.ParlandoException;
import dev.parlando.governor.Priority;
import org.jspecify.annotations.Nullable;

/**
 * Is the place of one request at a {@link ConcurrencyLimiter}: in the queue, or with a permit. It may enter more than once, and keeps its
 * place in the queue.
 *
 * <p>Threading: what can change is guarded by the gate's lock.
 */
public final class PermitRequest {
    /**
     * Is told what became of a ticket; on any thread, outside of all locks. It must be quick, throw nothing, and leave what
     * calls the gate to another thread or to later: it may be called by one that just gave its own permit back.
     */
    public interface Callback {
        /** It has a permit, until it leaves the gate. */
        void onPermit();

        /** It has left the queue without one. */
        void onRefused(ParlandoException error);
    }

    enum State {
        /** Outside. */
        IDLE,
        /** In the queue. */
        QUEUED,
        /** With a permit. */
        HELD
    }

    private static final long NO_SEQUENCE = -1;

    final Callback callback;
    final Priority priority;
    final long maxWaitNanos;
    State state = State.IDLE;
    long sequence = NO_SEQUENCE;
    long submittedNanos;
    long deadlineNanos;
    long admittedNanos;
    int inFlightAtAdmission;
    int accountInFlightAtAdmission;
    boolean reachedLimit;

    @Nullable
    CapacityException lastRefusal;

    /**
     * Makes a ticket that has not entered yet.
     *
     * @param maxWaitNanos how long after its first entry it may still be in the queue
     */
    public PermitRequest(Callback callback, Priority priority, long maxWaitNanos) {
        this.callback = callback;
        this.priority = priority;
        this.maxWaitNanos = maxWaitNanos;
    }

    /** Fails if it is in the queue or has a permit. */
    void checkIdle() {
        if (state != State.IDLE) {
            throw new IllegalStateException("a ticket that is " + state + " cannot enter");
        }
    }

    boolean isNew() {
        return sequence == NO_SEQUENCE;
    }

    /** Takes the place in the queue that it keeps. */
    void assignSequence(long newSequence, long nowNanos) {
        sequence = newSequence;
        submittedNanos = nowNanos;
        deadlineNanos = nowNanos + maxWaitNanos;
    }

    /** Notes that it got a permit, and how many were given then, this one included. */
    void onAdmitted(long nowNanos, int inFlight, int accountInFlight, boolean isLast) {
        state = State.HELD;
        admittedNanos = nowNanos;
        inFlightAtAdmission = inFlight;
        accountInFlightAtAdmission = accountInFlight;
        reachedLimit = isLast;
    }
}
