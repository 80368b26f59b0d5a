package dev.parlando.benchmarks.rig.process;

/**
 * The resources used by one thread, or by all threads of one kind.
 *
 * @param allocatedBytes the bytes allocated on the heap
 * @param cpuNanos the CPU time
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
