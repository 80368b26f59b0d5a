package dev.parlando;

/** Chooses how a ring thread waits for the next chunk: the trade of a processor core for microseconds. */
public enum RingWaitStrategy {
    /** Sleeps until woken: microseconds of delay at next to no cost. Right for speech, and the default. */
    BLOCKING,
    /** Gives the core away again and again: less delay for most of one core, and much more when cores are scarce. */
    YIELDING,
    /** Never gives the core away: for machines with a core to spare for each ring. */
    BUSY_SPIN
}
