package dev.parlando.benchmarks.governor;

/** Why the service answered 429. */
enum Refused {
    CONCURRENT_LIMIT,
    SYSTEM_BUSY
}
