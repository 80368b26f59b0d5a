package dev.parlando.benchmarks.stress.limiter;

import dev.parlando.error.CapacityException;
import dev.parlando.error.ParlandoException;
import dev.parlando.error.ServiceError;
import dev.parlando.governor.GovernorSettings;
import dev.parlando.governor.Priority;
import dev.parlando.internal.limiter.ConcurrencyReport;
import dev.parlando.internal.limiter.EngineGovernor;
import dev.parlando.internal.limiter.Gate;
import dev.parlando.internal.limiter.Ticket;
import dev.parlando.network.RetryPolicy;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** Is a gate whose time stands still until it is moved and whose alarm rings when it is told to, for one race. */
final class RacedGate {
    /** How long a request may wait. */
    static final long MAX_WAIT_NANOS = TimeUnit.SECONDS.toNanos(1);

    private volatile long nowNanos;
    private volatile @Nullable Runnable alarm;
    private final EngineGovernor governor;
    final Gate gate;

    RacedGate(int limit) {
        governor = new EngineGovernor(
                GovernorSettings.DEFAULT.withInitialLimit(limit).withMaxLimit(limit),
                RetryPolicy.DEFAULT,
                () -> "account",
                () -> nowNanos,
                () -> 0,
                this::schedule);
        gate = governor.speech(null);
    }

    private Runnable schedule(Runnable task, long delayNanos) {
        alarm = task;
        return () -> {};
    }

    Request request() {
        return new Request(gate);
    }

    /** Lets the longest wait be over, and rings. */
    void ring() {
        nowNanos = MAX_WAIT_NANOS;
        Runnable set = alarm;
        if (set != null) {
            set.run();
        }
    }

    int inFlight() {
        return gate.snapshot().inFlight();
    }

    int queued() {
        return gate.snapshot().queued();
    }

    /** Lets all leave, and says whether no permit was lost and none was made up. */
    boolean isWholeAfter(Request... requests) {
        for (Request request : requests) {
            request.leave();
        }
        return inFlight() == 0 && queued() == 0;
    }

    /** Is one request, and counts what it is told. */
    static final class Request implements Ticket.Owner {
        final AtomicInteger admissions = new AtomicInteger();
        final AtomicInteger refusals = new AtomicInteger();
        private final Gate gate;
        private final Ticket ticket = new Ticket(this, Priority.NORMAL, MAX_WAIT_NANOS);

        private Request(Gate gate) {
            this.gate = gate;
        }

        Request enter() {
            gate.enter(ticket);
            return this;
        }

        boolean leave() {
            return gate.leave(ticket);
        }

        /** The service says that too many run. */
        boolean refusedForTooMany() {
            ServiceError said = new ServiceError(429, null, null, "concurrent_limit_exceeded", null, null, null, null);
            return gate.reenter(ticket, new CapacityException("too many", said));
        }

        /** The service names its maximum. */
        void maximumIs(int maximum) {
            gate.responded(ticket, new ConcurrencyReport(null, maximum, null, null));
        }

        @Override
        public void admitted() {
            admissions.incrementAndGet();
        }

        @Override
        public void refused(ParlandoException error) {
            refusals.incrementAndGet();
        }
    }
}
