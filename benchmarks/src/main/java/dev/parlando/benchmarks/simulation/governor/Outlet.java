package dev.parlando.benchmarks.simulation.governor;

/** Where a strategy sends to, or admits that it will not. */
interface Outlet {
    void send(Utterance utterance);

    void giveUp(Utterance utterance);
}
