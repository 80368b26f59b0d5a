package dev.parlando.internal.limiter;

import dev.parlando.error.CapacityException;
import dev.parlando.error.EngineClosedException;
import dev.parlando.error.ParlandoException;
import dev.parlando.error.ServiceError;
import dev.parlando.governor.GovernorListener;
import dev.parlando.governor.GovernorSettings;
import dev.parlando.governor.LimitSnapshot;
import dev.parlando.governor.SaturationAlert;
import dev.parlando.internal.event.Events;
import dev.parlando.internal.limiter.Ticket.State;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Lets no more requests of one group of models run at once than its {@link LimitPolicy} says, and makes the rest wait in a
 * {@link WaitingLine}.
 *
 * <p>A limit that shrinks revokes nothing: no permit is given until enough came back. One that grows lets waiting requests
 * in at once.
 *
 * <p>Threading: safe for use from any thread. One lock guards all that changes; it is held for a few instructions, and
 * never while an owner is told.
 */
public final class Gate {
    /** While somebody waits, the limit is looked at so often, since what is known of others fades. */
    private static final long LOOK_AGAIN_NANOS = 1_000_000_000;

    private final Supplier<String> account;
    private final GovernorSettings settings;
    private final AtomicInteger accountInFlight;
    private final LimitPolicy policy;
    private final Backoff backoff;
    private final SaturationWatch watch;
    private final WaitingLine line = new WaitingLine();
    private final HoldTime holdTime = new HoldTime();
    private final Announcer announcer;
    private final LongSupplier nanoClock;
    private final Alarm alarm;
    private final Object lock = new Object();

    private String modelGroup;
    private int inFlight;
    private long nextNumber;
    private ConcurrencyReport lastReport = ConcurrencyReport.NONE;
    private long sampledNanos;
    private boolean closed;

    Gate(
            Supplier<String> account,
            String modelGroup,
            GovernorSettings settings,
            AtomicInteger accountInFlight,
            LimitPolicy policy,
            Backoff backoff,
            Events<GovernorListener> events,
            LongSupplier nanoClock,
            Timer timer) {
        this.account = account;
        this.modelGroup = modelGroup;
        this.settings = settings;
        this.accountInFlight = accountInFlight;
        this.policy = policy;
        this.backoff = backoff;
        this.announcer = new Announcer(events, this::snapshotAt);
        this.nanoClock = nanoClock;
        this.watch = new SaturationWatch(settings.alertAfter().toNanos());
        this.alarm = new Alarm(timer, this::onAlarm);
    }

    /**
     * Asks for a permit; the owner is told of it, or of a refusal, now or later. A ticket that was in before takes its old
     * place in the queue.
     */
    public void enter(Ticket ticket) {
        ParlandoException refusal = null;
        boolean admitted;
        synchronized (lock) {
            long now = nanoClock.getAsLong();
            ticket.checkOutside();
            boolean isNew = ticket.isNew();
            if (isNew) {
                ticket.begin(nextNumber++, now);
            }
            admitted = !closed && line.isEmpty() && mayAdmit(now);
            if (admitted) {
                admit(ticket, now);
            } else {
                refusal = refusalOf(ticket, isNew, now);
            }
            if (!admitted && refusal == null) {
                await(ticket, now);
            }
        }
        if (admitted) {
            ticket.owner.admitted();
        } else if (refusal != null) {
            ticket.owner.refused(refusal);
        }
    }

    private @Nullable ParlandoException refusalOf(Ticket ticket, boolean isNew, long nowNanos) {
        if (closed) {
            return closedError();
        }
        if (ticket.expiresNanos - nowNanos <= 0) {
            return expired(ticket, nowNanos);
        }
        boolean full = isNew && line.size() >= settings.maxQueued();
        return full ? CapacityErrors.tooManyWait(snapshotAt(nowNanos), retryAfter(nowNanos)) : null;
    }

    private void await(Ticket ticket, long nowNanos) {
        ticket.state = State.WAITING;
        line.add(ticket);
        setAlarm(nowNanos);
    }

    private boolean mayAdmit(long nowNanos) {
        if (backoff.leftNanos(nowNanos) > 0) {
            return false;
        }
        if (inFlight >= policy.limit()) {
            int before = policy.limit();
            policy.passed(nowNanos);
            announcer.limitWas(before, policy.limit(), nowNanos);
        }
        return inFlight < policy.limit();
    }

    private void admit(Ticket ticket, long nowNanos) {
        inFlight++;
        ticket.admitted(nowNanos, inFlight, accountInFlight.incrementAndGet(), inFlight >= policy.limit());
        announcer.admitted(ticket, nowNanos);
    }

    private void admitWaiting() {
        while (true) {
            Ticket next;
            synchronized (lock) {
                long now = nanoClock.getAsLong();
                next = !line.isEmpty() && mayAdmit(now) ? line.poll() : null;
                if (next == null) {
                    setAlarm(now);
                    return;
                }
                admit(next, now);
            }
            next.owner.admitted();
        }
    }

    /**
     * Gives the permit back, or leaves the queue. The owner is told nothing more, except of a permit that was given at the
     * same moment, and is back by then.
     *
     * @return false if there was nothing to leave
     */
    public boolean leave(Ticket ticket) {
        boolean left;
        boolean othersWait;
        synchronized (lock) {
            left = ticket.state != State.IDLE;
            if (ticket.state == State.WAITING) {
                line.remove(ticket);
                ticket.state = State.IDLE;
            } else if (ticket.state == State.HELD) {
                giveBack(ticket);
                holdTime.add(nanoClock.getAsLong() - ticket.admittedNanos);
                backoff.slotFreed();
            }
            othersWait = !line.isEmpty();
            if (!othersWait) {
                alarm.clear();
            }
        }
        if (othersWait) {
            admitWaiting();
        }
        return left;
    }

    private void giveBack(Ticket ticket) {
        ticket.state = State.IDLE;
        inFlight--;
        accountInFlight.decrementAndGet();
    }

    /**
     * Takes a request that the service refused for want of capacity back into the queue, at its place, and gives no permits
     * for a while.
     *
     * @return false if it must not wait again, so that the refusal is final and the ticket has left
     */
    public boolean reenter(Ticket ticket, CapacityException refusal) {
        boolean waits;
        synchronized (lock) {
            if (ticket.state != State.HELD) {
                return false;
            }
            waits = settings.enabled() && takeBack(ticket, refusal, nanoClock.getAsLong());
        }
        if (!waits) {
            leave(ticket);
        }
        admitWaiting();
        return waits;
    }

    private boolean takeBack(Ticket ticket, CapacityException refusal, long nowNanos) {
        ServiceError said = refusal.error();
        boolean tooManyAtOnce = CapacityErrors.isTooManyAtOnce(said);
        int before = policy.limit();
        if (tooManyAtOnce) {
            policy.refused(ticket.admittedNanos, inFlight, nowNanos);
        }
        giveBack(ticket);
        long delayNanos = backoff.delayNanos(tooManyAtOnce, refusal.retryAfter(), ticket.admittedNanos);
        boolean waits = !closed && delayNanos != Backoff.NEVER;
        if (waits) {
            backoff.pause(delayNanos, tooManyAtOnce, ticket.admittedNanos, nowNanos);
            ticket.lastRefusal = refusal;
            await(ticket, nowNanos);
            announcer.paused(said, backoff.leftNanos(nowNanos), nowNanos);
        }
        announcer.limitWas(before, policy.limit(), nowNanos);
        return waits;
    }

    /**
     * Takes in what the head of an answer said, and that the service took the request.
     *
     * @return how the limit is now
     */
    public LimitSnapshot responded(Ticket ticket, ConcurrencyReport report) {
        LimitSnapshot now;
        synchronized (lock) {
            now = learn(ticket, report, nanoClock.getAsLong());
        }
        admitWaiting();
        return now;
    }

    private LimitSnapshot learn(Ticket ticket, ConcurrencyReport report, long nowNanos) {
        int before = policy.limit();
        int ours = Math.max(inFlight, ticket.inFlightAtAdmission);
        int oursInAccount = Math.max(accountInFlight.get(), ticket.accountInFlightAtAdmission);
        policy.succeeded(
                report, ours, oursInAccount, ticket.usedUpLimit && inFlight >= before, ticket.admittedNanos, nowNanos);
        backoff.succeeded();
        if (report.current() != null || report.maximum() != null || report.workspace() != null) {
            lastReport = report;
            sampledNanos = nowNanos;
        }
        SaturationAlert alert = watch.sample(report, ours, oursInAccount, nowNanos, () -> snapshotAt(nowNanos));
        LimitSnapshot now = snapshotAt(nowNanos);
        announcer.limitWas(before, policy.limit(), nowNanos);
        announcer.responded(report, now, alert);
        return now;
    }

    private void onAlarm() {
        List<Ticket> expired;
        synchronized (lock) {
            alarm.wentOff();
            expired = line.pollExpired(nanoClock.getAsLong());
            expired.forEach(ticket -> ticket.state = State.IDLE);
        }
        expired.forEach(ticket -> ticket.owner.refused(waitedInVain(ticket)));
        admitWaiting();
    }

    private void setAlarm(long nowNanos) {
        if (line.isEmpty()) {
            alarm.clear();
            return;
        }
        long pausedNanos = backoff.leftNanos(nowNanos);
        long expiryNanos = line.soonestExpiryNanos() - nowNanos;
        alarm.set(nowNanos + Math.min(pausedNanos > 0 ? pausedNanos : LOOK_AGAIN_NANOS, expiryNanos), nowNanos);
    }

    /** Refuses all who wait, now and from now on. */
    void close() {
        List<Ticket> waiting;
        synchronized (lock) {
            closed = true;
            waiting = line.pollAll();
            waiting.forEach(ticket -> ticket.state = State.IDLE);
            alarm.clear();
        }
        waiting.forEach(ticket -> ticket.owner.refused(closedError()));
    }

    /** Gives it another name, since the models say what their group is called. */
    void rename(String group) {
        synchronized (lock) {
            modelGroup = group;
        }
    }

    /** Returns how the limit is. */
    public LimitSnapshot snapshot() {
        synchronized (lock) {
            return snapshotAt(nanoClock.getAsLong());
        }
    }

    private LimitSnapshot snapshotAt(long nowNanos) {
        return new LimitSnapshot(
                account.get(),
                modelGroup,
                policy.limit(),
                inFlight,
                line.size(),
                backoff.leftNanos(nowNanos),
                lastReport.maximum(),
                lastReport.current(),
                lastReport.workspace(),
                policy.othersInUse(),
                sampledNanos,
                policy.reason());
    }

    /** Makes the error for a ticket that is in the queue and will wait no longer. */
    public CapacityException waitedInVain(Ticket ticket) {
        synchronized (lock) {
            return expired(ticket, nanoClock.getAsLong());
        }
    }

    private CapacityException expired(Ticket ticket, long nowNanos) {
        return CapacityErrors.expired(ticket, nowNanos, snapshotAt(nowNanos), retryAfter(nowNanos));
    }

    private Duration retryAfter(long nowNanos) {
        Duration paused = Duration.ofNanos(backoff.leftNanos(nowNanos));
        Duration queued = holdTime.untilAdmitted(line.size() + 1, policy.limit());
        return paused.compareTo(queued) > 0 ? paused : queued;
    }

    private static EngineClosedException closedError() {
        return new EngineClosedException("the engine was closed before a permit was free");
    }
}
