package dev.parlando.cache;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import dev.parlando.internal.live.LiveTimer;
import java.time.Duration;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The claim of a name in the shared store: renewed until it is released, or until the store reports that it is lost.
 *
 * <p>Threading: safe for use from any thread; {@link #take} blocks.
 */
final class StoreClaim {
    /** Time after which the claim of a machine that was lost ends. */
    static final Duration EXPIRY = Duration.ofSeconds(6);

    private static final int RENEWALS_PER_EXPIRY = 3;

    private final String name;
    private final String token = UUID.randomUUID().toString();
    private final GuardedStore store;
    private final TierThreads threads;
    private final LiveTimer timer;

    @GuardedBy("this")
    private boolean released;

    @GuardedBy("this")
    private Runnable stopTimer = () -> {};

    StoreClaim(String name, GuardedStore store, TierThreads threads, LiveTimer timer) {
        this.name = name;
        this.store = store;
        this.threads = threads;
        this.timer = timer;
    }

    String name() {
        return name;
    }

    /** Claims the name. Returns null if the store fails or is skipped. */
    @Nullable
    Boolean take() {
        return store.claim(name, token, EXPIRY);
    }

    /** Renews the claim from now on. */
    synchronized void keep() {
        if (!released) {
            long delayNanos = EXPIRY.dividedBy(RENEWALS_PER_EXPIRY).toNanos();
            stopTimer = timer.schedule(() -> threads.execute(this::renew), delayNanos);
        }
    }

    private void renew() {
        if (store.renew(name, token, EXPIRY)) {
            keep();
        }
    }

    void release() {
        synchronized (this) {
            released = true;
            stopTimer.run();
        }
        threads.execute(() -> store.release(name, token));
    }
}
