package dev.parlando.benchmarks.endtoend.telephony;

import dev.parlando.benchmarks.rig.report.TextTable;
import java.util.List;

/** The tables of {@link CallLoad}. Stateless. */
final class BridgeReport {
    private static final double KIB = 1024;

    private BridgeReport() {}

    /** Returns the lateness and the loss of packets. */
    static String lateness(List<CallResult> results) {
        TextTable table = new TextTable(
                "bridge", "calls", "planned", "starved", "skipped", "lost", "late p50 µs", "p99", "p99.9", "max");
        for (CallResult result : results) {
            CallMeasurement measured = result.measured();
            table.add(
                    result.bridge().label(),
                    result.plan().calls(),
                    measured.packets().units(),
                    measured.counts().starved(),
                    measured.counts().skipped(),
                    result.lost(),
                    measured.packets().micros(50),
                    measured.packets().micros(99),
                    measured.packets().micros(99.9),
                    measured.packets().maxMicros());
        }
        return table.toString();
    }

    /** Returns the cost per call. */
    static String cost(List<CallResult> results) {
        TextTable table = new TextTable(
                "bridge",
                "CPU ms/call/min",
                "B/packet",
                "heap KiB/call",
                "direct KiB/call",
                "threads",
                "GCs",
                "longest ms",
                "bridge %",
                "server %",
                "receiver %",
                "machine %");
        for (CallResult result : results) {
            CallMeasurement.Counts counts = result.measured().counts();
            table.add(
                    result.bridge().label(),
                    result.cpuMillisPerCallMinute(),
                    result.measured().packets().allocatedBytesPerUnit(),
                    counts.heapBytes() / KIB,
                    counts.directBytes() / KIB,
                    counts.threads(),
                    counts.gcCount(),
                    counts.gcMaxMillis(),
                    result.bridgePercent(),
                    result.cpu().serverPercent(),
                    result.cpu().receiverPercent(),
                    result.cpu().machinePercent());
        }
        return table.toString();
    }

    /** Returns the threads that used at least 1 % of a core. */
    static String threads(List<CallResult> results) {
        TextTable table = new TextTable("bridge", "threads", "% of a core", "B/packet");
        for (CallResult result : results) {
            result.measured().packets().threads().forEach((name, usage) -> {
                double percent = result.percentOfCore(usage.cpuNanos());
                if (percent >= 1) {
                    double packets = result.measured().packets().units();
                    table.add(result.bridge().label(), name, percent, usage.allocatedBytes() / packets);
                }
            });
        }
        return table.toString();
    }

    /** Returns the packets that the receiver got. */
    static String reception(List<CallResult> results) {
        TextTable table =
                new TextTable("bridge", "streams", "sent", "received", "missing", "out of order", "with silence");
        for (CallResult result : results) {
            Reception received = result.received();
            table.add(
                    result.bridge().label(),
                    received.streams(),
                    result.measured().sent(),
                    received.packets(),
                    received.missing(),
                    received.outOfOrder(),
                    received.silent());
        }
        return table.toString();
    }

    /** Returns the steps of a search for the highest number of calls. */
    static String search(List<CallResult> results) {
        TextTable table = new TextTable("bridge", "calls", "p99.9 µs", "max", "result", "limit");
        for (CallResult result : results) {
            table.add(
                    result.bridge().label(),
                    result.plan().calls(),
                    result.measured().packets().micros(99.9),
                    result.measured().packets().maxMicros(),
                    result.holds() ? "holds" : result.failure(),
                    result.limit());
        }
        return table.toString();
    }
}
