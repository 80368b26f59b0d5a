package dev.parlando.internal.limiter;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import dev.parlando.error.CapacityException;
import dev.parlando.error.ParlandoException;
import dev.parlando.error.ServiceError;
import dev.parlando.governor.GovernorListener;
import dev.parlando.governor.GovernorSettings;
import dev.parlando.governor.LimitSnapshot;
import dev.parlando.governor.SaturationAlert;
import dev.parlando.internal.event.EventDispatcher;
import dev.parlando.internal.limiter.PermitRequest.State;
import java.time.Duration;
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
    private final AtomicInteger accountInFlight;
    private final LimitPolicy policy;
    private final Backoff backoff;
    private final SaturationDetector saturationDetector;
    private final PermitQueue queue = new PermitQueue();
    private final SnapshotFactory snapshots;
    private final LimiterEvents events;
    private final LongSupplier nanoClock;
    private final Wakeup wakeup;
    private final Object lock = new Object();

    @GuardedBy("lock")
    private int inFlight;

    @GuardedBy("lock")
    private long nextSequence;

    @GuardedBy("lock")
    private boolean closed;

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
        this.accountInFlight = accountInFlight;
        this.policy = policy;
        this.backoff = backoff;
        this.snapshots = new SnapshotFactory(keyFingerprint, modelGroup, policy, backoff, queue);
        this.events = new LimiterEvents(dispatcher, this::snapshotAt);
        this.nanoClock = nanoClock;
        this.saturationDetector = new SaturationDetector(settings.alertAfter().toNanos());
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
            admitted = !closed && queue.isEmpty() && canAdmit(now);
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
        if (closed) {
            return CapacityErrors.engineClosed();
        }
        if (request.deadlineNanos - nowNanos <= 0) {
            return permitTimeout(request);
        }
        boolean full = isNew && queue.size() >= settings.maxQueued();
        return full ? CapacityErrors.queueFull(snapshotAt(nowNanos), retryAfter(nowNanos)) : null;
    }

    @GuardedBy("lock")
    private void enqueue(PermitRequest request, long nowNanos) {
        request.state = State.QUEUED;
        queue.add(request);
        scheduleWakeup(nowNanos);
    }

    @GuardedBy("lock")
    private boolean canAdmit(long nowNanos) {
        if (backoff.remainingNanos(nowNanos) > 0) {
            return false;
        }
        if (inFlight >= policy.limit()) {
            int before = policy.limit();
            policy.onTimePassed(nowNanos);
            events.onLimit(before, policy.limit(), nowNanos);
        }
        return inFlight < policy.limit();
    }

    @GuardedBy("lock")
    private void admit(PermitRequest request, long nowNanos) {
        inFlight++;
        request.onAdmitted(nowNanos, inFlight, accountInFlight.incrementAndGet(), inFlight >= policy.limit());
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
                returnPermit(request);
                backoff.onPermitReturned();
                queue.addPermitDuration(nanoClock.getAsLong() - request.admittedNanos);
            }
        }
        admitQueued();
        return released;
    }

    @GuardedBy("lock")
    private void returnPermit(PermitRequest request) {
        request.state = State.IDLE;
        inFlight--;
        accountInFlight.decrementAndGet();
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
            policy.onRefused(request.admittedNanos, inFlight, nowNanos);
        }
        returnPermit(request);
        long delayNanos = backoff.delayNanos(tooManyConcurrent, refusal.retryAfter(), request.admittedNanos);
        boolean requeued = !closed && delayNanos != Backoff.NEVER;
        if (requeued) {
            backoff.pause(delayNanos, tooManyConcurrent, request.admittedNanos, nowNanos);
            request.lastRefusal = refusal;
            enqueue(request, nowNanos);
            events.onPaused(error, backoff.remainingNanos(nowNanos), nowNanos);
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
        int ours = Math.max(inFlight, request.inFlightAtAdmission);
        int oursInAccount = Math.max(accountInFlight.get(), request.accountInFlightAtAdmission);
        policy.onSuccess(
                report,
                ours,
                oursInAccount,
                request.reachedLimit && inFlight >= before,
                request.admittedNanos,
                nowNanos);
        backoff.onSuccess();
        snapshots.onReport(report, nowNanos);
        LimitSnapshot now = snapshotAt(nowNanos);
        SaturationAlert alert = saturationDetector.addSample(report, ours, oursInAccount, nowNanos, now);
        events.onLimit(before, policy.limit(), nowNanos);
        events.onResponse(report, now, alert);
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
            timedOut = queue.pollExpired(nanoClock.getAsLong());
            timedOut.forEach(request -> request.state = State.IDLE);
        }
        timedOut.forEach(request -> request.callback.onRefused(permitTimeout(request)));
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

    /** Refuses all waiting and future requests. */
    void close() {
        List<PermitRequest> queued;
        synchronized (lock) {
            closed = true;
            queued = queue.pollAll();
            queued.forEach(request -> request.state = State.IDLE);
            wakeup.cancel();
        }
        queued.forEach(request -> request.callback.onRefused(CapacityErrors.engineClosed()));
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
        return snapshots.create(inFlight, nowNanos);
    }

    /** Creates the error for a queued request that stops waiting. */
    public CapacityException permitTimeout(PermitRequest request) {
        synchronized (lock) {
            long nowNanos = nanoClock.getAsLong();
            return CapacityErrors.permitTimeout(request, nowNanos, snapshotAt(nowNanos), retryAfter(nowNanos));
        }
    }

    @GuardedBy("lock")
    private Duration retryAfter(long nowNanos) {
        Duration paused = Duration.ofNanos(backoff.remainingNanos(nowNanos));
        Duration queued = queue.estimateWait(policy.limit());
        return paused.compareTo(queued) > 0 ? paused : queued;
    }
}
