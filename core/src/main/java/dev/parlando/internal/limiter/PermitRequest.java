package dev.parlando.internal.limiter;

import dev.parlando.error.CapacityException;
import dev.parlando.error.ParlandoException;
import dev.parlando.governor.Priority;
import dev.parlando.internal.event.UnexpectedFailure;
import org.jspecify.annotations.Nullable;

/**
 * A request for a permit of a {@link ConcurrencyLimiter}: waiting in the queue or holding the permit. It may enter more than once,
 * and keeps its position in the queue.
 *
 * <p>Threading: mutable state is guarded by the limiter's lock.
 */
public final class PermitRequest {
    /**
     * The receiver of a permit request's outcome, called on any thread and outside all locks. Implementations must be
     * quick and must not throw. They must call the limiter only later or on another thread, since the caller may be
     * returning its own permit.
     */
    public interface Callback {
        /** Called when the permit is granted; the request holds it until it leaves the limiter. */
        void onPermit();

        /** Called when the request has left the queue without a permit. */
        void onRefused(ParlandoException error);
    }

    enum State {
        /** Neither waiting nor holding a permit. */
        IDLE,
        /** Waiting in the queue. */
        QUEUED,
        /** Holding a permit. */
        HELD
    }

    private static final long NO_SEQUENCE = -1;

    final Callback callback;
    final PermitOwner owner;
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
    /** Index in {@link HeldPermits}; undefined unless the permit is held. */
    int heldIndex;

    @Nullable
    CapacityException lastRefusal;

    /**
     * Creates a request that has not entered yet.
     *
     * @param owner the engine that sends the request
     * @param maxWaitNanos time after the first entry at which the request expires in the queue
     */
    PermitRequest(Callback callback, PermitOwner owner, Priority priority, long maxWaitNanos) {
        this.callback = callback;
        this.owner = owner;
        this.priority = priority;
        this.maxWaitNanos = maxWaitNanos;
    }

    /** Notifies the owner that the request has left the queue. An exception concerns this request only. */
    void refuse(ParlandoException error) {
        UnexpectedFailure.contain(() -> callback.onRefused(error));
    }

    /** Throws if the request is in the queue or holds a permit. */
    void checkIdle() {
        if (state != State.IDLE) {
            throw new IllegalStateException("a permit request that is " + state + " cannot be queued");
        }
    }

    boolean isNew() {
        return sequence == NO_SEQUENCE;
    }

    /** Assigns the position in the queue that the request keeps. */
    void assignSequence(long newSequence, long nowNanos) {
        sequence = newSequence;
        submittedNanos = nowNanos;
        deadlineNanos = nowNanos + maxWaitNanos;
    }

    /** Records the granting of the permit, with the numbers of permits in use at that time, including this one. */
    void onAdmitted(long nowNanos, int inFlight, int accountInFlight, boolean isLast) {
        state = State.HELD;
        admittedNanos = nowNanos;
        inFlightAtAdmission = inFlight;
        accountInFlightAtAdmission = accountInFlight;
        reachedLimit = isLast;
    }
}
