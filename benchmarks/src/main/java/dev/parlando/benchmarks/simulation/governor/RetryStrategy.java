package dev.parlando.benchmarks.simulation.governor;

import org.jspecify.annotations.Nullable;

/**
 * Sends everything at once and, when refused, again later, as SDKs do.
 *
 * <p>Threading: belongs to the thread of its time.
 */
final class RetryStrategy implements Strategy {
    private final VirtualTime time;
    private final Outlet outlet;
    private final Backoff backoff;
    private final int mostRetries;
    private int inFlight;

    RetryStrategy(VirtualTime time, Outlet outlet, Backoff backoff, int mostRetries) {
        this.time = time;
        this.outlet = outlet;
        this.backoff = backoff;
        this.mostRetries = mostRetries;
    }

    @Override
    public void offer(Utterance utterance) {
        inFlight++;
        outlet.send(utterance);
    }

    @Override
    public void headed(Utterance utterance, @Nullable ConcurrencyHead head) {}

    @Override
    public void ended(Utterance utterance) {
        inFlight--;
    }

    @Override
    public void refused(Utterance utterance, Refused why) {
        inFlight--;
        if (utterance.refusals() > mostRetries) {
            outlet.giveUp(utterance);
        } else {
            time.after(backoff.nanos(utterance.refusals()), () -> offer(utterance));
        }
    }

    @Override
    public int permitsInUse() {
        return inFlight;
    }
}
