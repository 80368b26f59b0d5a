package dev.parlando;

/** Strategy by which a ring thread waits for the next chunk; trades CPU time for microseconds of latency. */
public enum RingWaitStrategy {
    /** Sleeps until woken: microseconds of delay at almost no CPU time. Right for speech, and the default. */
    BLOCKING,
    /** Yields the core repeatedly: less delay for most of one core, but much more delay when cores are scarce. */
    YIELDING,
    /** Never yields the core: for machines with a core to spare for each ring. */
    BUSY_SPIN
}
