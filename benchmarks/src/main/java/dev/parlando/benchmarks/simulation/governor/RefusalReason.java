package dev.parlando.benchmarks.simulation.governor;

/** The reason for a 429 response. */
enum RefusalReason {
    CONCURRENT_LIMIT,
    SYSTEM_BUSY
}
