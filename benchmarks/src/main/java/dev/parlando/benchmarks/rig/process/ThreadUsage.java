package dev.parlando.benchmarks.rig.process;

/**
 * Holds what one thread, or threads of one kind, used up.
 *
 * @param allocatedBytes bytes allocated on the heap
 * @param cpuNanos processor time
 */
public record ThreadUsage(long allocatedBytes, long cpuNanos) {
    static final ThreadUsage NONE = new ThreadUsage(0, 0);

    ThreadUsage plus(ThreadUsage other) {
        return new ThreadUsage(allocatedBytes + other.allocatedBytes, cpuNanos + other.cpuNanos);
    }

    ThreadUsage minus(ThreadUsage other) {
        return new ThreadUsage(allocatedBytes - other.allocatedBytes, cpuNanos - other.cpuNanos);
    }
}
