package dev.parlando.benchmarks.simulation.governor;

/** Where a strategy sends to, or admits that it will not. */
interface RequestSender {
    void send(SimulatedUtterance utterance);

    void fail(SimulatedUtterance utterance);
}
