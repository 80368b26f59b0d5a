package dev.parlando.fleet;

import dev.parlando.SpeechEngine;
import dev.parlando.governor.GovernorSettings;
import dev.parlando.governor.Permit;
import dev.parlando.governor.Priority;
import dev.parlando.governor.SharedGovernor;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** A member of a fleet whose requests always wait. Each request holds its permit for some milliseconds. */
final class LoadedEngine implements AutoCloseable {
    private static final int CALLERS = 6;
    private static final long REQUEST_MILLIS = 30;

    final SharedGovernor governor =
            SpeechEngine.createGovernor(GovernorSettings.DEFAULT.withMaxWait(Duration.ofMinutes(5)));
    final Fleet fleet;
    private final Account account;
    private final AtomicInteger completed = new AtomicInteger();
    private volatile boolean closed;

    LoadedEngine(FleetSettings settings, Account account) {
        this.account = account;
        this.fleet = Fleet.join(settings, governor);
    }

    LoadedEngine speak() {
        for (int caller = 0; caller < CALLERS; caller++) {
            next();
        }
        return this;
    }

    private void next() {
        if (!closed) {
            governor.acquireAsync(null, Priority.NORMAL, Duration.ofMinutes(5)).whenComplete(this::onPermit);
        }
    }

    private void onPermit(@Nullable Permit permit, @Nullable Throwable failure) {
        if (permit == null) {
            account.onFailure(closed);
            return;
        }
        account.onStart();
        CompletableFuture.delayedExecutor(REQUEST_MILLIS, TimeUnit.MILLISECONDS).execute(() -> {
            account.onEnd();
            completed.incrementAndGet();
            permit.close();
            next();
        });
    }

    int completed() {
        return completed.get();
    }

    @Override
    public void close() {
        closed = true;
        fleet.close();
        governor.close();
    }

    /** The requests of all engines. */
    static final class Account {
        private final AtomicInteger inFlight = new AtomicInteger();
        private final AtomicInteger highest = new AtomicInteger();
        private final AtomicInteger failures = new AtomicInteger();

        private void onStart() {
            int now = inFlight.incrementAndGet();
            highest.accumulateAndGet(now, Math::max);
        }

        private void onEnd() {
            inFlight.decrementAndGet();
        }

        private void onFailure(boolean expected) {
            if (!expected) {
                failures.incrementAndGet();
            }
        }

        /** Returns the highest number of requests that ran concurrently since the last call. */
        int takeHighest() {
            return highest.getAndSet(inFlight.get());
        }

        int failures() {
            return failures.get();
        }
    }
}
