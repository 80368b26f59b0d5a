package dev.parlando.benchmarks.simulation.governor;

/** Why the service answered 429. */
enum RefusalReason {
    CONCURRENT_LIMIT,
    SYSTEM_BUSY
}
