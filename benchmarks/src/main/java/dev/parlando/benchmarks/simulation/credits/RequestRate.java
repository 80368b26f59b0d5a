package dev.parlando.benchmarks.simulation.credits;

/** The rate of a key's requests over time, in requests per hour. */
@FunctionalInterface
interface RequestRate {
    double at(long minute);
}
