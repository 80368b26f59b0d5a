package dev.parlando.benchmarks.simulation.governor;

import org.jspecify.annotations.Nullable;

/** A client's way of sharing the service: it decides when what it is offered is sent, and hears what became of it. */
interface SharingStrategy {
    void offer(SimulatedUtterance utterance);

    /** Tells that the head of the answer came; what it says of concurrency may be missing. */
    void headersReceived(SimulatedUtterance utterance, @Nullable ConcurrencyHeaders head);

    void ended(SimulatedUtterance utterance);

    void refused(SimulatedUtterance utterance, RefusalReason why);

    /** Returns how many places it holds at the service, as far as it knows. */
    int permitsInUse();
}
