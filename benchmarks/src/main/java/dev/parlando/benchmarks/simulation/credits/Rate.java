package dev.parlando.benchmarks.simulation.credits;

/** Says how many requests per hour a key makes at a time. */
@FunctionalInterface
interface Rate {
    double at(long minute);
}
