package dev.parlando.benchmarks.stress.limiter;

import dev.parlando.error.CapacityException;
import dev.parlando.error.ParlandoException;
import dev.parlando.error.ServiceError;
import dev.parlando.governor.GovernorSettings;
import dev.parlando.governor.Priority;
import dev.parlando.internal.limiter.ConcurrencyLimiter;
import dev.parlando.internal.limiter.ConcurrencyReport;
import dev.parlando.internal.limiter.EngineGovernor;
import dev.parlando.internal.limiter.PermitRequest;
import dev.parlando.network.RetryPolicy;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** A limiter for one race, with a clock that stands still until it is advanced and a timer that fires on request. */
final class RacedLimiter {
    /** The maximum wait of a request. */
    static final long MAX_WAIT_NANOS = TimeUnit.SECONDS.toNanos(1);

    private volatile long nowNanos;
    private volatile @Nullable Runnable wakeup;
    private final EngineGovernor governor;
    final ConcurrencyLimiter limiter;

    RacedLimiter(int limit) {
        governor = EngineGovernor.create(
                GovernorSettings.DEFAULT
                        .withInitialLimit(limit)
                        .withMaxLimit(limit)
                        .withMaxWait(Duration.ofNanos(MAX_WAIT_NANOS)),
                RetryPolicy.DEFAULT,
                () -> "account",
                () -> nowNanos,
                () -> 0,
                this::schedule,
                Runnable::run);
        limiter = governor.speechLimiter(null);
    }

    private Runnable schedule(Runnable task, long delayNanos) {
        wakeup = task;
        return () -> {};
    }

    Request request() {
        return new Request(governor);
    }

    /** Advances the clock to the end of the maximum wait and fires the timer. */
    void expire() {
        nowNanos = MAX_WAIT_NANOS;
        Runnable set = wakeup;
        if (set != null) {
            set.run();
        }
    }

    /** Closes the engine that the requests belong to. */
    void close() {
        governor.refuseWaiting();
    }

    int inFlight() {
        return limiter.snapshot().inFlight();
    }

    int queued() {
        return limiter.snapshot().queued();
    }

    /** Removes all requests and returns whether no permit was lost and none was created. */
    boolean isConsistentAfter(Request... requests) {
        for (Request request : requests) {
            request.leave();
        }
        return inFlight() == 0 && queued() == 0;
    }

    /** A request that counts its admissions and refusals. */
    static final class Request implements PermitRequest.Callback {
        final AtomicInteger admissions = new AtomicInteger();
        final AtomicInteger refusals = new AtomicInteger();
        private final ConcurrencyLimiter limiter;
        private final PermitRequest permitRequest;

        private Request(EngineGovernor governor) {
            this.limiter = governor.speechLimiter(null);
            this.permitRequest = governor.newRequest(this, Priority.NORMAL);
        }

        Request enter() {
            limiter.submit(permitRequest);
            return this;
        }

        boolean leave() {
            return limiter.release(permitRequest);
        }

        /** Reports a refusal for too much concurrency, and returns whether the request was queued again. */
        boolean refuseForConcurrency() {
            ServiceError said = new ServiceError(429, null, null, "concurrent_limit_exceeded", null, null, null, null);
            return limiter.requeue(permitRequest, new CapacityException("too many", said));
        }

        /** Reports the maximum stated by the service. */
        void reportMaximum(int maximum) {
            limiter.onResponse(permitRequest, new ConcurrencyReport(null, maximum, null, null));
        }

        @Override
        public void onPermit() {
            admissions.incrementAndGet();
        }

        @Override
        public void onRefused(ParlandoException error) {
            refusals.incrementAndGet();
        }
    }
}
