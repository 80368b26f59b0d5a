package dev.parlando.benchmarks.rig.process;

/**
 * Holds what one thread, or threads of one kind, used up.
 *
 * @param allocatedBytes bytes allocated on the heap
 * @param cpuNanos processor time
 */
public record ThreadUse(long allocatedBytes, long cpuNanos) {
    static final ThreadUse NONE = new ThreadUse(0, 0);

    ThreadUse plus(ThreadUse other) {
        return new ThreadUse(allocatedBytes + other.allocatedBytes, cpuNanos + other.cpuNanos);
    }

    ThreadUse minus(ThreadUse other) {
        return new ThreadUse(allocatedBytes - other.allocatedBytes, cpuNanos - other.cpuNanos);
    }
}
