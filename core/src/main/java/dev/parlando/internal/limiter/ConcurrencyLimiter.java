package dev.parlando.internal.limiter;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import dev.parlando.error.CapacityException;
import dev.parlando.error.ParlandoException;
import dev.parlando.error.ServiceError;
import dev.parlando.governor.GovernorListener;
import dev.parlando.governor.GovernorSettings;
import dev.parlando.governor.GroupDemand;
import dev.parlando.governor.LimitSnapshot;
import dev.parlando.internal.event.EventDispatcher;
import dev.parlando.internal.limiter.PermitRequest.State;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A limiter of the concurrent requests of one group of models. Its {@link LimitPolicy} sets the limit; requests above
 * it wait in a {@link PermitQueue}.
 *
 * <p>A shrinking limit revokes no permit: no new one is granted until enough have been returned. A growing limit admits
 * waiting requests immediately.
 *
 * <p>Threading: safe for use from any thread. One lock guards all mutable state; it is held for a few instructions, and
 * never while an owner is called.
 */
public final class ConcurrencyLimiter {
    /** Interval at which the limit is updated while requests wait, since the estimate of other clients' use decays. */
    private static final long RECHECK_NANOS = 1_000_000_000;

    private final GovernorSettings settings;
    private final LimitPolicy policy;
    private final Backoff backoff;
    private final PermitQueue queue = new PermitQueue();
    private final SnapshotFactory snapshots;
    private final LimiterEvents events;
    private final LongSupplier nanoClock;
    private final Wakeup wakeup;
    private final Object lock = new Object();

    @GuardedBy("lock")
    private final HeldPermits held;

    @GuardedBy("lock")
    private long nextSequence;

    @SuppressWarnings("GuardedBy") // The events call for a snapshot only while the lock is held.
    ConcurrencyLimiter(
            Supplier<String> keyFingerprint,
            String modelGroup,
            GovernorSettings settings,
            AtomicInteger accountInFlight,
            LimitPolicy policy,
            Backoff backoff,
            EventDispatcher<GovernorListener> dispatcher,
            LongSupplier nanoClock,
            Scheduler scheduler) {
        this.settings = settings;
        this.held = new HeldPermits(accountInFlight);
        this.policy = policy;
        this.backoff = backoff;
        this.snapshots = new SnapshotFactory(keyFingerprint, modelGroup, policy, backoff, queue);
        this.events = new LimiterEvents(settings, dispatcher, this::snapshotAt);
        this.nanoClock = nanoClock;
        this.wakeup = new Wakeup(scheduler, this::onWakeup);
    }

    /**
     * Requests a permit; the owner is notified of the permit or a refusal, now or later. A request that enters again
     * keeps its position in the queue.
     */
    public void submit(PermitRequest request) {
        ParlandoException refusal = null;
        boolean admitted;
        synchronized (lock) {
            long now = nanoClock.getAsLong();
            request.checkIdle();
            boolean isNew = request.isNew();
            if (isNew) {
                request.assignSequence(nextSequence++, now);
            }
            admitted = !request.owner.isClosed() && queue.isEmpty() && canAdmit(now);
            if (admitted) {
                admit(request, now);
            } else {
                refusal = rejectionOf(request, isNew, now);
            }
            if (!admitted && refusal == null) {
                enqueue(request, now);
            }
        }
        if (admitted) {
            request.callback.onPermit();
        } else if (refusal != null) {
            request.callback.onRefused(refusal);
        }
    }

    @GuardedBy("lock")
    private @Nullable ParlandoException rejectionOf(PermitRequest request, boolean isNew, long nowNanos) {
        if (request.owner.isClosed()) {
            return request.owner.closedError();
        }
        if (request.deadlineNanos - nowNanos <= 0) {
            return permitTimeout(request);
        }
        boolean full = isNew && queue.size() >= settings.maxQueued();
        return full ? CapacityErrors.queueFull(snapshotAt(nowNanos), snapshots.retryAfter(nowNanos)) : null;
    }

    @GuardedBy("lock")
    private void enqueue(PermitRequest request, long nowNanos) {
        request.state = State.QUEUED;
        queue.add(request);
        events.onQueued(nowNanos);
        scheduleWakeup(nowNanos);
    }

    @GuardedBy("lock")
    private boolean canAdmit(long nowNanos) {
        if (backoff.remainingNanos(nowNanos) > 0) {
            return false;
        }
        if (held.size() >= policy.limit()) {
            int before = policy.limit();
            policy.onTimePassed(nowNanos);
            events.onLimit(before, policy.limit(), nowNanos);
        }
        return held.size() < policy.limit();
    }

    @GuardedBy("lock")
    private void admit(PermitRequest request, long nowNanos) {
        held.add(request, nowNanos, policy.limit());
        events.onAdmitted(request, nowNanos);
    }

    private void admitQueued() {
        while (true) {
            PermitRequest next;
            synchronized (lock) {
                long now = nanoClock.getAsLong();
                next = !queue.isEmpty() && canAdmit(now) ? queue.poll() : null;
                if (next == null) {
                    scheduleWakeup(now);
                    return;
                }
                admit(next, now);
            }
            next.callback.onPermit();
        }
    }

    /**
     * Gives up the permit or the position in the queue. The owner is no longer notified, except of a permit that is
     * granted concurrently, which has been returned by then.
     *
     * @return false if there was nothing to give up
     */
    public boolean release(PermitRequest request) {
        boolean released;
        synchronized (lock) {
            released = request.state != State.IDLE;
            if (request.state == State.QUEUED) {
                queue.remove(request);
                request.state = State.IDLE;
            } else if (request.state == State.HELD) {
                held.remove(request);
                backoff.onPermitReturned();
                queue.addPermitDuration(nanoClock.getAsLong() - request.admittedNanos);
                events.onReturned(nanoClock.getAsLong());
            }
        }
        admitQueued();
        return released;
    }

    /**
     * Puts a request that the service refused for lack of capacity back into the queue, at its position, and pauses the
     * granting of permits.
     *
     * @return false if the request must not wait again; then the refusal is final and the request has left
     */
    public boolean requeue(PermitRequest request, CapacityException refusal) {
        boolean requeued;
        synchronized (lock) {
            if (request.state != State.HELD) {
                return false;
            }
            requeued = settings.enabled() && requeueOrRefuse(request, refusal, nanoClock.getAsLong());
        }
        if (!requeued) {
            release(request);
        }
        admitQueued();
        return requeued;
    }

    @GuardedBy("lock")
    private boolean requeueOrRefuse(PermitRequest request, CapacityException refusal, long nowNanos) {
        ServiceError error = refusal.error();
        boolean tooManyConcurrent = CapacityErrors.isTooManyConcurrent(error);
        int before = policy.limit();
        if (tooManyConcurrent) {
            snapshots.onRefused();
            policy.onRefused(request.admittedNanos, held.size(), nowNanos);
        }
        held.remove(request);
        long delayNanos = backoff.delayNanos(
                request.owner.retryPolicy(), tooManyConcurrent, refusal.retryAfter(), request.admittedNanos);
        boolean requeued = !request.owner.isClosed() && delayNanos != Backoff.NEVER;
        if (requeued) {
            backoff.pause(delayNanos, tooManyConcurrent, request.admittedNanos, nowNanos);
            request.lastRefusal = refusal;
            enqueue(request, nowNanos);
            events.onPaused(error, backoff.remainingNanos(nowNanos), nowNanos);
        } else {
            events.onReturned(nowNanos);
        }
        events.onLimit(before, policy.limit(), nowNanos);
        return requeued;
    }

    /**
     * Processes the concurrency values of the response headers of a request that the service accepted.
     *
     * @return the new state of the limit
     */
    public LimitSnapshot onResponse(PermitRequest request, ConcurrencyReport report) {
        LimitSnapshot now;
        synchronized (lock) {
            now = applyReport(request, report, nanoClock.getAsLong());
        }
        admitQueued();
        return now;
    }

    @GuardedBy("lock")
    private LimitSnapshot applyReport(PermitRequest request, ConcurrencyReport report, long nowNanos) {
        int before = policy.limit();
        int ours = Math.max(held.size(), request.inFlightAtAdmission);
        int oursInAccount = Math.max(held.sizeInAccount(), request.accountInFlightAtAdmission);
        boolean usedUp = request.reachedLimit && held.size() >= before;
        policy.onSuccess(report, ours, oursInAccount, usedUp, request.admittedNanos, nowNanos);
        backoff.onSuccess();
        snapshots.onReport(report, nowNanos);
        LimitSnapshot now = snapshotAt(nowNanos);
        events.onLimit(before, policy.limit(), nowNanos);
        events.onResponse(report, policy.isShared() ? report.inUseOr(ours) : ours, oursInAccount, now, nowNanos);
        return now;
    }

    private void onWakeup() {
        try {
            refuseExpired();
        } finally {
            admitQueued();
        }
    }

    private void refuseExpired() {
        List<PermitRequest> timedOut;
        synchronized (lock) {
            wakeup.onFired();
            long now = nanoClock.getAsLong();
            timedOut = wakeup.startsGrace(now) ? List.of() : queue.pollExpired(now);
            timedOut.forEach(request -> request.state = State.IDLE);
        }
        timedOut.forEach(request -> request.refuse(permitTimeout(request)));
    }

    @GuardedBy("lock")
    private void scheduleWakeup(long nowNanos) {
        if (queue.isEmpty()) {
            wakeup.cancel();
            return;
        }
        long pausedNanos = backoff.remainingNanos(nowNanos);
        long expiryNanos = queue.earliestDeadlineNanos() - nowNanos;
        wakeup.scheduleAt(nowNanos + Math.min(pausedNanos > 0 ? pausedNanos : RECHECK_NANOS, expiryNanos), nowNanos);
    }

    /** Refuses the waiting requests of owners that are closed. */
    void refuseClosed() {
        List<PermitRequest> queued;
        synchronized (lock) {
            queued = queue.pollAll(request -> request.owner.isClosed());
            queued.forEach(request -> request.state = State.IDLE);
            scheduleWakeup(nanoClock.getAsLong());
        }
        queued.forEach(request -> request.refuse(request.owner.closedError()));
    }

    /** Returns the permits that the requests of an owner still hold. */
    void releaseAll(PermitOwner owner) {
        List<PermitRequest> requests;
        synchronized (lock) {
            requests = held.of(owner);
        }
        requests.forEach(this::release);
    }

    /** Changes the policy; each change reads its value now, so that the last one counts if several threads make some. */
    void updatePolicy(LimitPolicy.Update update) {
        synchronized (lock) {
            long now = nanoClock.getAsLong();
            int before = snapshots.limit(held.size());
            update.apply(policy, snapshots.modelGroup(), now);
            events.onLimit(before, snapshots.limit(held.size()), now);
        }
        admitQueued();
    }

    /** Returns the use of the limit and the demand for it. */
    GroupDemand demand(int maxLimit) {
        synchronized (lock) {
            return snapshots.createDemand(maxLimit, held.size(), nanoClock.getAsLong());
        }
    }

    /** Sets the name of the group that the service has reported. */
    void setModelGroup(String newModelGroup) {
        synchronized (lock) {
            snapshots.setModelGroup(newModelGroup);
        }
    }

    /** Returns the state of the limit. */
    public LimitSnapshot snapshot() {
        synchronized (lock) {
            return snapshotAt(nanoClock.getAsLong());
        }
    }

    @GuardedBy("lock")
    private LimitSnapshot snapshotAt(long nowNanos) {
        return snapshots.create(held.size(), nowNanos);
    }

    /** Creates the error for a queued request that stops waiting. */
    public CapacityException permitTimeout(PermitRequest request) {
        synchronized (lock) {
            long nowNanos = nanoClock.getAsLong();
            return CapacityErrors.permitTimeout(
                    request, nowNanos, snapshotAt(nowNanos), snapshots.retryAfter(nowNanos));
        }
    }
}
