package dev.parlando.fleet;

import java.util.function.BooleanSupplier;

/**
 * The loop that makes the exchanges of one engine, in their {@link ExchangeOrder}.
 *
 * <p>Threading: the daemon thread {@code parlando-fleet} runs the loop and makes all exchanges of the {@link FleetMember};
 * any thread may signal it. It alone waits for Redis.
 */
final class FleetThread implements Runnable {
    private static final System.Logger LOG = System.getLogger(FleetThread.class.getName());
    private static final long NANOS_PER_MILLI = 1_000_000;

    private final FleetMember member;
    private final LeaseTimer leaseTimer;
    /** Guarded by the lock, except for the repetitions, which only the thread itself counts. */
    private final ExchangeOrder order;

    private final RedisLink link;
    private final ChannelListener grants;
    private final String description;
    private final Object lock = new Object();

    private volatile boolean closed;
    private volatile boolean firstDone;
    private boolean failureLogged;

    FleetThread(FleetMember member, LeaseTimer leaseTimer, RedisLink link, ChannelListener grants, String description) {
        this.member = member;
        this.leaseTimer = leaseTimer;
        this.order = new ExchangeOrder(member);
        this.link = link;
        this.grants = grants;
        this.description = description;
    }

    /** Requests an exchange soon. */
    void onChanged() {
        synchronized (lock) {
            order.onChanged();
            lock.notifyAll();
        }
    }

    /** Requests an exchange in which permits that are not in use go back, because the fleet has sent a message. */
    void onAsked() {
        synchronized (lock) {
            order.onAsked();
            lock.notifyAll();
        }
    }

    void close() {
        synchronized (lock) {
            closed = true;
            lock.notifyAll();
        }
    }

    boolean isLeased() {
        return member.isLeased();
    }

    /** Waits until the first exchange has succeeded or failed, or the time is over. */
    void awaitFirst(long nanos) {
        try {
            await(() -> firstDone, nanos);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void run() {
        try {
            while (!closed) {
                awaitNext(exchangeOnce());
            }
        } finally { // After an Error, too: the engine must not keep a share without exchanges.
            leave();
        }
    }

    private boolean exchangeOnce() {
        boolean wasAsked;
        synchronized (lock) {
            wasAsked = order.start();
        }
        try {
            for (boolean again = exchange(wasAsked); order.tryRepeat(again); ) {
                again = exchange(false);
            }
            onSuccess();
            return true;
        } catch (RuntimeException e) { // Also one of the supplier of the login: the loop must go on.
            onFailure(e);
            return false;
        } finally {
            synchronized (lock) {
                firstDone = true;
                lock.notifyAll();
            }
        }
    }

    private boolean exchange(boolean asked) {
        boolean again = member.exchange(asked);
        leaseTimer.start();
        return again;
    }

    private void onSuccess() {
        if (failureLogged) {
            failureLogged = false;
            LOG.log(System.Logger.Level.INFO, "the fleet at {0} is back", description);
        }
    }

    private void onFailure(RuntimeException failure) {
        if (!failureLogged) {
            failureLogged = true;
            grants.reconnect();
            LOG.log(
                    System.Logger.Level.WARNING,
                    "the fleet at {0} cannot be reached; without it, the limits follow the response headers: {1} (logged"
                            + " once)",
                    description,
                    RedisLink.describe(failure));
        }
    }

    private void awaitNext(boolean succeeded) {
        long waitNanos;
        synchronized (lock) {
            waitNanos = succeeded ? order.afterSuccess() : order.afterFailure();
        }
        try {
            await(() -> closed || order.isDue(), waitNanos);
        } catch (InterruptedException e) {
            closed = true; // Another program ends its threads.
        }
    }

    /** Waits until a condition is met or the time is over. */
    private void await(BooleanSupplier condition, long nanos) throws InterruptedException {
        long deadlineNanos = System.nanoTime() + nanos;
        synchronized (lock) {
            long leftNanos = nanos;
            while (leftNanos > 0 && !condition.getAsBoolean()) {
                lock.wait(leftNanos / NANOS_PER_MILLI + 1);
                leftNanos = deadlineNanos - System.nanoTime();
            }
        }
    }

    private void leave() {
        try {
            member.leave();
        } catch (RuntimeException e) {
            LOG.log(
                    System.Logger.Level.DEBUG,
                    "the lease at {0} ends by itself: {1}",
                    description,
                    RedisLink.describe(e));
        } finally {
            link.close();
        }
    }
}
