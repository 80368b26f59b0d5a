package dev.parlando.benchmarks.simulation.governor;

import dev.parlando.error.CapacityException;
import dev.parlando.error.ParlandoException;
import dev.parlando.error.ServiceError;
import dev.parlando.governor.GovernorSettings;
import dev.parlando.internal.limiter.ConcurrencyReport;
import dev.parlando.internal.limiter.EngineGovernor;
import dev.parlando.internal.limiter.Gate;
import dev.parlando.internal.limiter.Ticket;
import dev.parlando.internal.limiter.Timer;
import dev.parlando.network.RetryPolicy;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * Goes through the engine's own governor, with its default settings.
 *
 * <p>Threading: belongs to the thread of its time.
 */
final class GovernorStrategy implements Strategy {
    private static final int TOO_MANY_REQUESTS = 429;

    private final Outlet outlet;
    private final Gate gate;
    private final Map<Utterance, Ticket> tickets = new HashMap<>();

    GovernorStrategy(VirtualTime time, Outlet outlet, RandomGenerator random) {
        Timer timer = (task, delayNanos) -> time.after(delayNanos, task)::cancel;
        this.outlet = outlet;
        this.gate = new EngineGovernor(
                        GovernorSettings.DEFAULT,
                        RetryPolicy.DEFAULT,
                        () -> "simulated",
                        time::nanos,
                        random::nextDouble,
                        timer)
                .speech(null);
    }

    @Override
    public void offer(Utterance utterance) {
        Ticket ticket = new Ticket(
                new Sender(utterance),
                utterance.priority(),
                GovernorSettings.DEFAULT.maxWait().toNanos());
        tickets.put(utterance, ticket);
        gate.enter(ticket);
    }

    @Override
    public void headed(Utterance utterance, @Nullable ConcurrencyHead head) {
        gate.responded(ticket(utterance), head == null ? ConcurrencyReport.NONE : ConcurrencyReport.read(head::header));
    }

    @Override
    public void ended(Utterance utterance) {
        gate.leave(Objects.requireNonNull(tickets.remove(utterance)));
    }

    @Override
    public void refused(Utterance utterance, Refused why) {
        String code = why == Refused.CONCURRENT_LIMIT
                ? "concurrent_limit_exceeded"
                : why.name().toLowerCase(Locale.ROOT);
        ServiceError error =
                new ServiceError(TOO_MANY_REQUESTS, "rate_limit_error", code, code, null, null, null, null);
        if (!gate.reenter(ticket(utterance), new CapacityException(code, error))) {
            giveUp(utterance);
        }
    }

    @Override
    public int permitsInUse() {
        return gate.snapshot().inFlight();
    }

    private Ticket ticket(Utterance utterance) {
        return Objects.requireNonNull(tickets.get(utterance));
    }

    private void giveUp(Utterance utterance) {
        tickets.remove(utterance);
        outlet.giveUp(utterance);
    }

    private final class Sender implements Ticket.Owner {
        private final Utterance utterance;

        Sender(Utterance utterance) {
            this.utterance = utterance;
        }

        @Override
        public void admitted() {
            outlet.send(utterance);
        }

        @Override
        public void refused(ParlandoException error) {
            giveUp(utterance);
        }
    }
}
