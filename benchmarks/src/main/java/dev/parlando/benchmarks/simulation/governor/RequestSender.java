package dev.parlando.benchmarks.simulation.governor;

/** The output of a strategy, which sends an utterance or gives it up. */
interface RequestSender {
    void send(SimulatedUtterance utterance);

    void fail(SimulatedUtterance utterance);
}
