package dev.parlando.benchmarks.simulation.governor;

import dev.parlando.error.CapacityException;
import dev.parlando.error.ParlandoException;
import dev.parlando.error.ServiceError;
import dev.parlando.governor.GovernorSettings;
import dev.parlando.internal.limiter.ConcurrencyLimiter;
import dev.parlando.internal.limiter.ConcurrencyReport;
import dev.parlando.internal.limiter.EngineGovernor;
import dev.parlando.internal.limiter.PermitRequest;
import dev.parlando.internal.limiter.Scheduler;
import dev.parlando.network.RetryPolicy;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * A strategy that uses the engine's own governor with its default settings.
 *
 * <p>Threading: confined to the thread that runs its {@link VirtualTime}.
 */
final class GovernorStrategy implements SharingStrategy {
    private static final int TOO_MANY_REQUESTS = 429;

    private final RequestSender sender;
    private final EngineGovernor governor;
    private final ConcurrencyLimiter limiter;
    private final Map<SimulatedUtterance, PermitRequest> permitRequests = new HashMap<>();

    GovernorStrategy(VirtualTime time, RequestSender sender, RandomGenerator random) {
        Scheduler timer = (task, delayNanos) -> time.schedule(delayNanos, task)::cancel;
        this.sender = sender;
        this.governor = EngineGovernor.create(
                GovernorSettings.DEFAULT,
                RetryPolicy.DEFAULT,
                () -> "simulated",
                time::nanoTime,
                random::nextDouble,
                timer,
                Runnable::run);
        this.limiter = governor.speechLimiter(null);
    }

    @Override
    public void offer(SimulatedUtterance utterance) {
        PermitRequest ticket = governor.newRequest(new Sender(utterance), utterance.priority());
        permitRequests.put(utterance, ticket);
        limiter.submit(ticket);
    }

    @Override
    public void headersReceived(SimulatedUtterance utterance, @Nullable ConcurrencyHeaders head) {
        limiter.onResponse(
                ticket(utterance), head == null ? ConcurrencyReport.NONE : ConcurrencyReport.parse(head::header));
    }

    @Override
    public void ended(SimulatedUtterance utterance) {
        limiter.release(Objects.requireNonNull(permitRequests.remove(utterance)));
    }

    @Override
    public void refused(SimulatedUtterance utterance, RefusalReason why) {
        String code = why == RefusalReason.CONCURRENT_LIMIT
                ? "concurrent_limit_exceeded"
                : why.name().toLowerCase(Locale.ROOT);
        ServiceError error =
                new ServiceError(TOO_MANY_REQUESTS, "rate_limit_error", code, code, null, null, null, null);
        if (!limiter.requeue(ticket(utterance), new CapacityException(code, error))) {
            giveUp(utterance);
        }
    }

    @Override
    public int permitsInUse() {
        return limiter.snapshot().inFlight();
    }

    private PermitRequest ticket(SimulatedUtterance utterance) {
        return Objects.requireNonNull(permitRequests.get(utterance));
    }

    private void giveUp(SimulatedUtterance utterance) {
        permitRequests.remove(utterance);
        sender.fail(utterance);
    }

    private final class Sender implements PermitRequest.Callback {
        private final SimulatedUtterance utterance;

        Sender(SimulatedUtterance utterance) {
            this.utterance = utterance;
        }

        @Override
        public void onPermit() {
            sender.send(utterance);
        }

        @Override
        public void onRefused(ParlandoException error) {
            giveUp(utterance);
        }
    }
}
