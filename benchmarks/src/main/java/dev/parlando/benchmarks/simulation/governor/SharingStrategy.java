package dev.parlando.benchmarks.simulation.governor;

import org.jspecify.annotations.Nullable;

/**
 * A client's strategy for sharing the service. It decides when to send an offered utterance and is notified of the
 * response.
 */
interface SharingStrategy {
    void offer(SimulatedUtterance utterance);

    /** Called when the response headers arrive. {@code head} is null if they contain no concurrency values. */
    void headersReceived(SimulatedUtterance utterance, @Nullable ConcurrencyHeaders head);

    void ended(SimulatedUtterance utterance);

    void refused(SimulatedUtterance utterance, RefusalReason why);

    /** Returns the number of permits that this strategy counts as used. */
    int permitsInUse();
}
