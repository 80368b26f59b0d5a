package dev.parlando.benchmarks.micro.resample;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;

/** The CPU time of this thread and of all child processes that have ended, on Linux. */
final class CpuTime {
    private static final Path STATUS = Path.of("/proc/self/stat");
    private static final long NANOS_PER_TICK = 10_000_000;
    /**
     * The fields of the user and kernel time of child processes that were waited for, counted after the program name.
     */
    private static final int CHILDREN_USER = 13;

    private static final int CHILDREN_KERNEL = 14;

    private CpuTime() {}

    static long nanos() throws IOException {
        String status = Files.readString(STATUS);
        String[] fields = status.substring(status.lastIndexOf(')') + 2).split(" ", -1);
        long ticks = Long.parseLong(fields[CHILDREN_USER]) + Long.parseLong(fields[CHILDREN_KERNEL]);
        return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime() + ticks * NANOS_PER_TICK;
    }
}
