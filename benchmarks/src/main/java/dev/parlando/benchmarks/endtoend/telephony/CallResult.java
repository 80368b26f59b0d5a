package dev.parlando.benchmarks.endtoend.telephony;

import dev.parlando.benchmarks.rig.process.ThreadUsage;
import java.util.Comparator;
import java.util.Locale;
import java.util.Map;

/**
 * The result of one run as seen from all processes.
 *
 * @param bridge the bridge
 * @param plan the size of the run
 * @param measured the figures of the bridge's process
 * @param received the packets that its receiver got in the whole run
 * @param cpu the CPU time during the measurement
 */
record CallResult(BridgeKind bridge, RunPlan plan, CallMeasurement measured, Reception received, CpuUse cpu) {
    private static final double MAX_P999_MICROS = 5000;
    private static final double FULL_PERCENT = 90;
    private static final double P999 = 99.9;

    /** Returns whether the bridge carries the calls: no packet is lost or starved, and 99.9 % are at most 5 ms late. */
    boolean holds() {
        return failure().isEmpty();
    }

    /** Returns the broken requirement; empty if there is none. */
    String failure() {
        if (!measured.error().isEmpty()) {
            return measured.error();
        }
        if (measured.counts().starved() > 0) {
            return measured.counts().starved() + " starved";
        }
        if (lost() != 0 || received.outOfOrder() > 0) {
            return lost() + " lost, " + received.outOfOrder() + " out of order";
        }
        double micros = measured.packets().micros(P999);
        return micros > MAX_P999_MICROS ? String.format(Locale.ROOT, "p99.9 is %.1f ms", micros / 1000) : "";
    }

    /** Returns the number of packets that were sent and not received. */
    long lost() {
        return measured.sent() - received.packets();
    }

    /** Returns the share of a core that the bridge's process used, in percent. */
    double bridgePercent() {
        return percentOfCore(measured.packets().cpuNanos());
    }

    /** Returns the CPU time of the bridge's process for a minute of one call, in milliseconds. */
    double cpuMillisPerCallMinute() {
        return bridgePercent() / 100 * 60_000 / plan.calls();
    }

    /** Returns the scarce resource: the machine, a thread that uses its core up, or none of both. */
    String limit() {
        Map.Entry<String, ThreadUsage> busiest = measured.packets().threads().entrySet().stream()
                .max(Comparator.comparingLong(entry -> entry.getValue().cpuNanos()))
                .orElseThrow();
        return String.format(
                Locale.ROOT,
                "%s, machine %.0f %%, busiest %s %.0f %%",
                cpu.machinePercent() > FULL_PERCENT ? "no core is left" : "cores are left",
                cpu.machinePercent(),
                busiest.getKey(),
                percentOfCore(busiest.getValue().cpuNanos()));
    }

    /** Returns the share of a core, in percent. */
    double percentOfCore(long cpuNanos) {
        return 100.0 * cpuNanos / cpu.nanos();
    }
}
