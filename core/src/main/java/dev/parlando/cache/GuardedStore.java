package dev.parlando.cache;

import dev.parlando.internal.live.LiveTimer;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * A shared store whose failures are counted and lead to null or no effect. After a failure it is skipped for a while, so
 * that not every utterance waits for it. Claims and writes are skipped separately: a store that is full or read-only still
 * has audio.
 *
 * <p>Threading: safe for use from any thread. The methods named after those of {@link SharedStore} block.
 */
final class GuardedStore {
    private final SharedStore store;
    private final LiveTimer timer;
    private final Duration timeout;
    private final TierFailures failures;
    /** Open while the store does not respond. */
    private final StoreCircuit link;
    /** Open while the store accepts neither claims nor values. */
    private final StoreCircuit writes;

    GuardedStore(SharedStore store, Duration timeout, LiveTimer timer, CacheCounts counts) {
        this.store = store;
        this.timer = timer;
        this.timeout = timeout;
        this.failures = new TierFailures(counts.sharedFailures, store.toString());
        this.link = new StoreCircuit(timer::nanoTime);
        this.writes = new StoreCircuit(timer::nanoTime);
    }

    /** Returns whether a search may call the store now. */
    boolean tryPass() {
        return link.tryPass();
    }

    /** Returns whether the store does not respond. */
    boolean isGone() {
        return link.isOpen();
    }

    /** Returns a value; null if there is none, or after a failure. */
    byte @Nullable [] read(String name, int maxBytes) {
        return attempt(link, () -> store.read(name, maxBytes));
    }

    /** Deletes a value, unless the store accepts no writes. */
    void delete(String name) {
        if (mayWrite()) {
            attempt(writes, () -> {
                store.delete(name);
                return true;
            });
        }
    }

    /** Returns whether the store may be called for a claim or a value now. */
    boolean mayWrite() {
        return link.tryPass() && writes.tryPass();
    }

    /** Sets a value, which may take longer than the timeout since no call waits for it. Returns whether it succeeded. */
    boolean write(String name, Callable<byte[]> value, Duration age) {
        try {
            store.write(name, value.call(), age);
            onSuccess(writes);
            return true;
        } catch (Throwable failure) { // Such as a lack of memory.
            onFailure(writes, failure);
            return false;
        }
    }

    /** Claims a name; null if the store fails or is skipped. */
    @Nullable
    Boolean claim(String name, String token, Duration expiry) {
        return mayWrite() ? attempt(writes, () -> store.claim(name, token, expiry)) : null;
    }

    /**
     * Renews a claim. Returns false if it is lost, and true after a failure, too. No call waits for it, so that it is tried
     * again before the circuit closes.
     */
    boolean renew(String name, String token, Duration expiry) {
        return link.isOpen() || !Boolean.FALSE.equals(attempt(writes, () -> store.renew(name, token, expiry)));
    }

    /** Releases a claim, unless the store does not respond. */
    void release(String name, String token) {
        if (link.tryPass()) {
            attempt(link, () -> {
                store.release(name, token);
                return true;
            });
        }
    }

    /** An operation of the store. */
    private interface StoreOperation<T> {
        @Nullable
        T run() throws Exception;
    }

    private <T> @Nullable T attempt(StoreCircuit circuit, StoreOperation<T> operation) {
        long start = timer.nanoTime();
        try {
            T result = operation.run();
            if (timer.nanoTime() - start > timeout.toNanos()) {
                circuit.onFailure(); // The search that it belongs to has given up, and others would.
            } else {
                onSuccess(circuit);
            }
            return result;
        } catch (Throwable failure) { // An error of the store, too: the stream continues with a request.
            onFailure(circuit, failure);
            return null;
        }
    }

    private void onSuccess(StoreCircuit circuit) {
        circuit.onSuccess();
        link.onSuccess();
        failures.onSuccess();
    }

    private void onFailure(StoreCircuit circuit, Throwable failure) {
        circuit.onFailure();
        failures.onFailure(failure);
    }

    /** Called when a search has not ended in time. */
    void onTimeout() {
        onFailure(link, new TimeoutException("no response within " + timeout.toMillis() + " ms"));
    }
}
