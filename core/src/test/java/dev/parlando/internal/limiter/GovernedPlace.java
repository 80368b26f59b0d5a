package dev.parlando.internal.limiter;

import dev.parlando.governor.GovernorListener;
import dev.parlando.governor.GovernorSettings;
import dev.parlando.governor.LimitSnapshot;
import dev.parlando.governor.Priority;
import dev.parlando.internal.event.Events;
import dev.parlando.network.RetryPolicy;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/** Is one gate with all that belongs to it, on virtual time; waits are not random but the longest. */
final class GovernedPlace {
    static final Duration MAX_WAIT = Duration.ofSeconds(60);
    static final GovernorSettings SETTINGS = GovernorSettings.DEFAULT.withMaxQueued(100);

    /** Doubles from 200 ms to 2 s. */
    static final RetryPolicy RETRIES = new RetryPolicy(4, Duration.ofMillis(200), Duration.ofSeconds(2), false);

    final VirtualTime time = new VirtualTime();
    final AtomicInteger accountInFlight = new AtomicInteger();
    final List<String> admitted = new ArrayList<>();
    final Events<GovernorListener> events = new Events<>("governor");
    final SettableLimit policy;
    final Gate gate;

    GovernedPlace(int limit) {
        this(limit, SETTINGS, RETRIES);
    }

    GovernedPlace(int limit, GovernorSettings settings, RetryPolicy retries) {
        policy = new SettableLimit(limit);
        gate = newGate(policy, settings, retries);
    }

    /** Makes a place with another limit than {@link #policy}. */
    GovernedPlace(LimitPolicy limit) {
        policy = new SettableLimit(1);
        gate = newGate(limit, SETTINGS, RETRIES);
    }

    private Gate newGate(LimitPolicy limit, GovernorSettings settings, RetryPolicy retries) {
        Backoff backoff = new Backoff(retries, () -> 1);
        return new Gate(() -> "account", "group", settings, accountInFlight, limit, backoff, events, time, time);
    }

    Caller caller(String name, Priority priority, Duration maxWait) {
        return new Caller(gate, name, priority, maxWait, admitted);
    }

    Caller caller(String name) {
        return caller(name, Priority.NORMAL, MAX_WAIT);
    }

    /** Makes a caller and lets it enter. */
    Caller enter(String name) {
        return caller(name).enter();
    }

    Caller enter(String name, Priority priority) {
        return caller(name, priority, MAX_WAIT).enter();
    }

    LimitSnapshot now() {
        return gate.snapshot();
    }

    /** Lets the service name a maximum in its answer to a caller. */
    LimitSnapshot maximumIs(int maximum, Caller caller) {
        return maximumIs(maximum, caller.ticket);
    }

    LimitSnapshot maximumIs(int maximum, Ticket ticket) {
        return gate.responded(ticket, new ConcurrencyReport(null, maximum, null, null));
    }
}
