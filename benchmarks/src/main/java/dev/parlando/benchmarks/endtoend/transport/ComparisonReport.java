package dev.parlando.benchmarks.endtoend.transport;

import dev.parlando.benchmarks.endtoend.peers.Peer;
import dev.parlando.benchmarks.rig.report.Measurement;
import dev.parlando.benchmarks.rig.report.TextTable;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.function.ToDoubleFunction;

/** The text of a report on measurements. Stateless. */
final class ComparisonReport {
    private static final Set<Peer> RIVALS = EnumSet.of(Peer.JDK, Peer.OKHTTP, Peer.REACTOR);
    private static final double WORTH_A_ROW = 0.1;
    private static final double NANOS_PER_SECOND = 1e9;

    private ComparisonReport() {}

    static String paced(String title, Map<Peer, Measurement> measured) {
        TextTable table = new TextTable(
                "client", "p50 us", "p90", "p99", "p99.9", "max", "CPU us/chunk", "B/chunk", "GC ms", "MiB", "chunks");
        measured.forEach((peer, run) -> table.add(
                peer.label(),
                run.micros(50),
                run.micros(90),
                run.micros(99),
                run.micros(99.9),
                run.maxMicros(),
                run.cpuMicrosPerUnit(),
                run.allocatedBytesPerUnit(),
                run.gcMillis(),
                run.residentKib() / 1024,
                run.units()));
        return title + System.lineSeparator() + table;
    }

    /** Returns a table of the resources used by each kind of thread. */
    static String threads(Map<Peer, Measurement> measured) {
        TextTable table = new TextTable("client", "thread", "CPU us/chunk", "B/chunk");
        measured.forEach((peer, run) -> run.threads().forEach((thread, use) -> {
            double cpuMicros = use.cpuNanos() / 1e3 / run.units();
            double bytes = (double) use.allocatedBytes() / run.units();
            if (cpuMicros >= WORTH_A_ROW || bytes >= WORTH_A_ROW) {
                table.add(peer.label(), thread, cpuMicros, bytes);
            }
        }));
        return table.toString();
    }

    /**
     * Compares Parlando, with each of its handlers, with the baseline and the best other client. Returns an empty string
     * if one of them was not measured.
     */
    static String pacedTargets(Map<Peer, Measurement> measured) {
        return pacedTargets(Peer.PARLANDO, measured) + pacedTargets(Peer.PARLANDO_LOOP, measured);
    }

    private static String pacedTargets(Peer peer, Map<Peer, Measurement> measured) {
        Measurement ours = measured.get(peer);
        Measurement limit = measured.get(Peer.NETTY);
        if (ours == null || limit == null || !measured.keySet().containsAll(RIVALS)) {
            return "";
        }
        double bestP99 = least(measured, run -> run.micros(99));
        double leastCpu = least(measured, Measurement::cpuMicrosPerUnit);
        return String.join(
                System.lineSeparator(),
                peer.label(),
                verdict("p50 above netty, us", ours.micros(50) - limit.micros(50), 30),
                verdict("p99 / best other client", ours.micros(99) / bestP99, 1),
                verdict("CPU / netty", ours.cpuMicrosPerUnit() / limit.cpuMicrosPerUnit(), 1.3),
                verdict("CPU / best other client", ours.cpuMicrosPerUnit() / leastCpu, 1),
                verdict("bytes above netty, B/chunk", ours.allocatedBytesPerUnit() - limit.allocatedBytesPerUnit(), 64),
                "");
    }

    private static double least(Map<Peer, Measurement> measured, ToDoubleFunction<Measurement> figure) {
        return measured.entrySet().stream()
                .filter(entry -> RIVALS.contains(entry.getKey()))
                .map(Map.Entry::getValue)
                .mapToDouble(figure)
                .min()
                .orElseThrow();
    }

    static String bulk(String title, Map<Peer, Measurement> measured, OptionalDouble h2loadSeconds) {
        TextTable table = new TextTable("client", "MiB/s median", "best", "worst", "CPU ms", "KiB allocated");
        measured.forEach((peer, run) -> table.add(
                peer.label(),
                mibPerSecond(run.nanos().getValueAtPercentile(50)),
                mibPerSecond(run.nanos().getMinValue()),
                mibPerSecond(run.nanos().getMaxValue()),
                run.cpuMicrosPerUnit() / 1e3,
                run.allocatedBytesPerUnit() / 1024));
        String h2load = h2loadSeconds.isPresent()
                ? String.format(
                        Locale.ROOT,
                        "h2load, on a new connection: %.1f MiB/s",
                        BulkScenario.MIB / h2loadSeconds.getAsDouble())
                : "h2load is not installed";
        return title + System.lineSeparator() + table + h2load + System.lineSeparator() + bulkTarget(measured);
    }

    private static String bulkTarget(Map<Peer, Measurement> measured) {
        Measurement ours = measured.get(Peer.PARLANDO);
        Measurement best = measured.entrySet().stream()
                .filter(entry -> RIVALS.contains(entry.getKey()))
                .map(Map.Entry::getValue)
                .min(Comparator.comparingDouble(run -> run.micros(50)))
                .orElse(null);
        return ours == null || best == null
                ? ""
                : verdict("time / best other client", ours.micros(50) / best.micros(50), 1 / 0.9)
                        + System.lineSeparator();
    }

    private static double mibPerSecond(long nanos) {
        return BulkScenario.MIB * NANOS_PER_SECOND / nanos;
    }

    static String firstByte(String title, Map<Peer, Measurement> cold, Map<Peer, Measurement> warm) {
        TextTable table = new TextTable(
                "client", "cold p50 us", "p90", "p99", "warm p50 us", "p90", "p99", "warm / cold", "CPU ms cold");
        cold.forEach((peer, run) -> {
            Measurement again = Objects.requireNonNull(warm.get(peer));
            table.add(
                    peer.label(),
                    run.micros(50),
                    run.micros(90),
                    run.micros(99),
                    again.micros(50),
                    again.micros(90),
                    again.micros(99),
                    String.format(Locale.ROOT, "%.3f", again.micros(50) / run.micros(50)),
                    run.cpuMicrosPerUnit() / 1e3);
        });
        return title + System.lineSeparator() + table;
    }

    static String together(String title, Map<Peer, Measurement> measured) {
        TextTable table = new TextTable("client", "p50 us", "p90", "p99", "max", "CPU us/request");
        measured.forEach((peer, run) -> table.add(
                peer.label(), run.micros(50), run.micros(90), run.micros(99), run.maxMicros(), run.cpuMicrosPerUnit()));
        Measurement ours = measured.get(Peer.PARLANDO);
        String target = ours == null || !measured.keySet().containsAll(RIVALS)
                ? ""
                : verdict("p99 / best other client", ours.micros(99) / least(measured, run -> run.micros(99)), 1)
                        + System.lineSeparator();
        return title + System.lineSeparator() + table + target;
    }

    private static String verdict(String what, double measured, double atMost) {
        return String.format(
                Locale.ROOT,
                "%-28s %8.2f  (at most %.2f: %s)",
                what,
                measured,
                atMost,
                measured <= atMost ? "met" : "missed");
    }
}
