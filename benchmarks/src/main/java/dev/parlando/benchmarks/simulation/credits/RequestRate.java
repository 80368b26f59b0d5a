package dev.parlando.benchmarks.simulation.credits;

/** Says how many requests per hour a key makes at a time. */
@FunctionalInterface
interface RequestRate {
    double at(long minute);
}
