package dev.parlando.internal.limiter;

import dev.parlando.governor.GovernorListener;
import dev.parlando.governor.GovernorSettings;
import dev.parlando.governor.LimitSnapshot;
import dev.parlando.governor.Priority;
import dev.parlando.internal.event.EventDispatcher;
import dev.parlando.network.RetryPolicy;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.atomic.AtomicInteger;

/** One limiter with its collaborators, on virtual time. Backoff delays are not random; each is the longest possible. */
final class LimiterFixture {
    static final Duration MAX_WAIT = Duration.ofSeconds(60);
    static final GovernorSettings SETTINGS = GovernorSettings.DEFAULT.withMaxQueued(100);

    /** Backoff that doubles from 200 ms to 2 s. */
    static final RetryPolicy RETRIES = RetryPolicy.DEFAULT
            .withMaxAttempts(4)
            .withFirstDelay(Duration.ofMillis(200))
            .withMaxDelay(Duration.ofSeconds(2));

    final FakeScheduler time = new FakeScheduler();
    final AtomicInteger accountInFlight = new AtomicInteger();
    final List<String> admitted = new ArrayList<>();
    final EventDispatcher<GovernorListener> events = new EventDispatcher<>("governor");
    final PermitOwner owner;
    final SettableLimit policy;
    final ConcurrencyLimiter limiter;

    LimiterFixture(int limit) {
        this(limit, SETTINGS, RETRIES);
    }

    LimiterFixture(int limit, GovernorSettings settings, RetryPolicy retries) {
        owner = new PermitOwner(retries, () -> "account");
        policy = new SettableLimit(limit);
        limiter = newGate(policy, settings);
    }

    /** Creates the limiter with the given limit policy instead of {@link #policy}. */
    LimiterFixture(LimitPolicy limit) {
        owner = new PermitOwner(RETRIES, () -> "account");
        policy = new SettableLimit(1);
        limiter = newGate(limit, SETTINGS);
    }

    private ConcurrencyLimiter newGate(LimitPolicy limit, GovernorSettings settings) {
        Backoff backoff = new Backoff(() -> 1);
        return new ConcurrencyLimiter(
                () -> "account", "group", settings, accountInFlight, limit, backoff, events, time, time);
    }

    /** Creates a governor for one engine, on virtual time. */
    static AccountGovernor governor(GovernorSettings settings, FakeScheduler time) {
        return EngineGovernor.create(settings, RETRIES, () -> "account", time, () -> 0, time, ForkJoinPool.commonPool())
                .governor();
    }

    ScriptedPermitRequest caller(String name, Priority priority, Duration maxWait) {
        return caller(owner, name, priority, maxWait);
    }

    /** Creates a caller that belongs to another engine. */
    ScriptedPermitRequest caller(PermitOwner engine, String name, Priority priority, Duration maxWait) {
        return new ScriptedPermitRequest(limiter, engine, name, priority, maxWait, admitted);
    }

    ScriptedPermitRequest caller(String name) {
        return caller(name, Priority.NORMAL, MAX_WAIT);
    }

    /** Creates a caller and queues its permit request. */
    ScriptedPermitRequest enter(String name) {
        return caller(name).enter();
    }

    ScriptedPermitRequest enter(String name, Priority priority) {
        return caller(name, priority, MAX_WAIT).enter();
    }

    LimitSnapshot now() {
        return limiter.snapshot();
    }

    /** Reports a response of the service that contains a maximum. */
    LimitSnapshot maximumIs(int maximum, ScriptedPermitRequest caller) {
        return maximumIs(maximum, caller.ticket);
    }

    LimitSnapshot maximumIs(int maximum, PermitRequest ticket) {
        return limiter.onResponse(ticket, new ConcurrencyReport(null, maximum, null, null));
    }
}
