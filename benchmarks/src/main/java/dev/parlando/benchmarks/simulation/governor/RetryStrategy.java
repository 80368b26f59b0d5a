package dev.parlando.benchmarks.simulation.governor;

import org.jspecify.annotations.Nullable;

/**
 * A strategy that sends every utterance immediately and retries later if it is refused, as SDKs do.
 *
 * <p>Threading: confined to the thread that runs its {@link VirtualTime}.
 */
final class RetryStrategy implements SharingStrategy {
    private final VirtualTime time;
    private final RequestSender sender;
    private final ClientBackoff backoff;
    private final int mostRetries;
    private int inFlight;

    RetryStrategy(VirtualTime time, RequestSender sender, ClientBackoff backoff, int mostRetries) {
        this.time = time;
        this.sender = sender;
        this.backoff = backoff;
        this.mostRetries = mostRetries;
    }

    @Override
    public void offer(SimulatedUtterance utterance) {
        inFlight++;
        sender.send(utterance);
    }

    @Override
    public void headersReceived(SimulatedUtterance utterance, @Nullable ConcurrencyHeaders head) {}

    @Override
    public void ended(SimulatedUtterance utterance) {
        inFlight--;
    }

    @Override
    public void refused(SimulatedUtterance utterance, RefusalReason why) {
        inFlight--;
        if (utterance.refusals() > mostRetries) {
            sender.fail(utterance);
        } else {
            time.schedule(backoff.nanos(utterance.refusals()), () -> offer(utterance));
        }
    }

    @Override
    public int permitsInUse() {
        return inFlight;
    }
}
