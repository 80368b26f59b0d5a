package dev.parlando.fleet;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * A timer that ends the lease of an engine in time, although its {@link FleetThread} may wait for Redis, a name server or
 * the supplier of the login for much longer.
 *
 * <p>Threading: safe for use from any thread.
 */
final class LeaseTimer {
    /** Runs a task after a delay, on any thread. */
    interface Delay {
        void run(Runnable task, long nanos);
    }

    private final FleetMember member;
    private final Delay delay;
    private final AtomicBoolean running = new AtomicBoolean();

    LeaseTimer(FleetMember member, Delay delay) {
        this.member = member;
        this.delay = delay;
    }

    /** Creates a timer on a daemon thread of the JDK. */
    static LeaseTimer ofJdk(FleetMember member) {
        return new LeaseTimer(member, (task, nanos) -> CompletableFuture.delayedExecutor(nanos, TimeUnit.NANOSECONDS)
                .execute(task));
    }

    /** Starts the timer if there is a lease and it is not running. */
    void start() {
        if (member.isLeased() && running.compareAndSet(false, true)) {
            schedule();
        }
    }

    private void schedule() {
        delay.run(this::onTime, Math.max(1, member.leaseLeftNanos()));
    }

    private void onTime() {
        member.endLeaseIfDue();
        if (member.isLeased()) {
            schedule(); // An exchange has renewed the lease.
        } else {
            running.set(false);
            start(); // An exchange may have brought a lease in between.
        }
    }
}
