package dev.parlando.benchmarks.simulation.governor;

/** Why the service answered 429. */
enum Refused {
    CONCURRENT_LIMIT,
    SYSTEM_BUSY
}
