package dev.parlando.cache;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;

/**
 * A circuit breaker: after a failure, calls of the store are skipped for some seconds, and one call then tries again.
 *
 * <p>Threading: safe for use from any thread.
 */
final class StoreCircuit {
    static final long PAUSE_NANOS = TimeUnit.SECONDS.toNanos(5);

    private final LongSupplier nanoTime;
    private final AtomicLong retryAtNanos = new AtomicLong();
    private volatile boolean open;

    StoreCircuit(LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
    }

    /** Returns whether calls are skipped until one of them succeeds. */
    boolean isOpen() {
        return open;
    }

    /** Returns whether a call may use the store: all while the circuit is closed, otherwise one per pause. */
    boolean tryPass() {
        if (!open) {
            return true;
        }
        long retryAt = retryAtNanos.get();
        long now = nanoTime.getAsLong();
        return now - retryAt >= 0 && retryAtNanos.compareAndSet(retryAt, now + PAUSE_NANOS);
    }

    void onSuccess() {
        open = false;
    }

    void onFailure() {
        retryAtNanos.set(nanoTime.getAsLong() + PAUSE_NANOS);
        open = true;
    }
}
