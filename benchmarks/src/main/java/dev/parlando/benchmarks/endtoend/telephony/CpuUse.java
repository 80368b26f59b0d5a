package dev.parlando.benchmarks.endtoend.telephony;

import dev.parlando.benchmarks.rig.process.LineProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

/**
 * The CPU time of a part of a run. Needs Linux.
 *
 * @param nanos the elapsed time
 * @param serverNanos the CPU time of the server
 * @param receiverNanos the CPU time of the receiver
 * @param busyTicks the ticks in which the cores of the machine were busy
 * @param ticks the ticks of all cores
 */
record CpuUse(long nanos, long serverNanos, long receiverNanos, long busyTicks, long ticks) {
    /** The columns of idle ticks in the first line of {@code /proc/stat}: idle and waiting for disks. */
    private static final int IDLE = 3;

    private static final int IO_WAIT = 4;
    /** The columns that are not contained in others. */
    private static final int COLUMNS = 8;

    /** Returns the CPU time used so far. */
    static CpuUse now(LineProcess server, LineProcess receiver) throws IOException {
        String first = Files.readAllLines(Path.of("/proc/stat")).get(0);
        long[] columns = Arrays.stream(first.split("\\s+", -1))
                .skip(1)
                .limit(COLUMNS)
                .mapToLong(Long::parseLong)
                .toArray();
        long ticks = Arrays.stream(columns).sum();
        return new CpuUse(
                System.nanoTime(),
                server.cpuNanos(),
                receiver.cpuNanos(),
                ticks - columns[IDLE] - columns[IO_WAIT],
                ticks);
    }

    /** Returns the CPU time used since an earlier snapshot. */
    CpuUse since(CpuUse earlier) {
        return new CpuUse(
                nanos - earlier.nanos,
                serverNanos - earlier.serverNanos,
                receiverNanos - earlier.receiverNanos,
                busyTicks - earlier.busyTicks,
                ticks - earlier.ticks);
    }

    /** Returns the share of a core that the server used, in percent. */
    double serverPercent() {
        return 100.0 * serverNanos / nanos;
    }

    /** Returns the share of a core that the receiver used, in percent. */
    double receiverPercent() {
        return 100.0 * receiverNanos / nanos;
    }

    /** Returns the share of all cores that was used by any program, in percent. */
    double machinePercent() {
        return 100.0 * busyTicks / ticks;
    }
}
