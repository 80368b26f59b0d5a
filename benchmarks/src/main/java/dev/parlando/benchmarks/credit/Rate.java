package dev.parlando.benchmarks.credit;

/** Says how many requests per hour a key makes at a time. */
@FunctionalInterface
interface Rate {
    double at(long minute);
}
