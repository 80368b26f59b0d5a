package dev.parlando.internal.limiter;

import dev.parlando.error.CapacityException;
import dev.parlando.error.ParlandoException;
import dev.parlando.governor.Priority;
import org.jspecify.annotations.Nullable;

/**
 * Is the place of one request at a {@link Gate}: in the queue, or with a permit. It may enter more than once, and keeps its
 * place in the queue.
 *
 * <p>Threading: what can change is guarded by the gate's lock.
 */
public final class Ticket {
    /**
     * Is told what became of a ticket; on any thread, outside of all locks. It must be quick, throw nothing, and leave what
     * calls the gate to another thread or to later: it may be called by one that just gave its own permit back.
     */
    public interface Owner {
        /** It has a permit, until it leaves the gate. */
        void admitted();

        /** It has left the queue without one. */
        void refused(ParlandoException error);
    }

    enum State {
        /** Outside. */
        IDLE,
        /** In the queue. */
        WAITING,
        /** With a permit. */
        HELD
    }

    private static final long NO_NUMBER = -1;

    final Owner owner;
    final Priority priority;
    final long maxWaitNanos;
    State state = State.IDLE;
    long number = NO_NUMBER;
    long firstEnteredNanos;
    long expiresNanos;
    long admittedNanos;
    int inFlightAtAdmission;
    int accountInFlightAtAdmission;
    boolean usedUpLimit;

    @Nullable
    CapacityException lastRefusal;

    /**
     * Makes a ticket that has not entered yet.
     *
     * @param maxWaitNanos how long after its first entry it may still be in the queue
     */
    public Ticket(Owner owner, Priority priority, long maxWaitNanos) {
        this.owner = owner;
        this.priority = priority;
        this.maxWaitNanos = maxWaitNanos;
    }

    /** Fails if it is in the queue or has a permit. */
    void checkOutside() {
        if (state != State.IDLE) {
            throw new IllegalStateException("a ticket that is " + state + " cannot enter");
        }
    }

    boolean isNew() {
        return number == NO_NUMBER;
    }

    /** Takes the place in the queue that it keeps. */
    void begin(long place, long nowNanos) {
        number = place;
        firstEnteredNanos = nowNanos;
        expiresNanos = nowNanos + maxWaitNanos;
    }

    /** Notes that it got a permit, and how many were given then, this one included. */
    void admitted(long nowNanos, int inFlight, int accountInFlight, boolean isLast) {
        state = State.HELD;
        admittedNanos = nowNanos;
        inFlightAtAdmission = inFlight;
        accountInFlightAtAdmission = accountInFlight;
        usedUpLimit = isLast;
    }
}
