package dev.parlando.command.bench;

import dev.parlando.command.bench.result.BenchConditions;
import dev.parlando.command.bench.result.BenchResult;
import dev.parlando.command.bench.result.Latency;
import dev.parlando.command.bench.result.LevelSummary;
import dev.parlando.command.bench.result.Percentiles;
import dev.parlando.command.bench.result.Stage;
import dev.parlando.command.bench.result.StreamGroup;
import dev.parlando.command.bench.result.StreamResult;
import dev.parlando.command.console.RowPrinter;
import java.io.PrintWriter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The table of a result for people. Times are milliseconds. Confined to one thread. */
final class BenchTable {
    private static final double MICROS_PER_MILLI = 1000;

    private final PrintWriter out;

    BenchTable(PrintWriter out) {
        this.out = out;
    }

    void print(BenchResult result) {
        printConditions(result);
        for (StreamGroup group : result.groups()) {
            out.println();
            out.println(String.join("  ", group.textFormat(), group.model(), group.voice(), group.region())
                    + (result.conditions().hasLevels() ? "  concurrency " + group.concurrency() : ""));
            printGroup(result.streamsOf(group));
        }
        if (result.conditions().hasLevels()) {
            printLevels(LevelSummary.of(result));
        }
        printFailures(result);
        out.flush();
    }

    private void printConditions(BenchResult result) {
        BenchConditions conditions = result.conditions();
        long opened = result.streams().stream()
                .filter(stream -> !stream.httpVersion().isEmpty() && !stream.connectionReused())
                .count();
        out.println(conditions.service() + "; " + conditions.loop() + "; prompts " + conditions.promptSet()
                + "; warm-up " + conditions.warmup());
        out.println("HTTP version " + versions(result) + "; " + opened + " of "
                + result.streams().size() + " streams opened a connection, handshake "
                + (conditions.handshakeIncluded() ? "in" : "not in") + " the latencies");
        out.println("Parlando " + conditions.parlandoVersion() + "; Java " + conditions.java() + "; "
                + conditions.operatingSystem() + "; " + conditions.machine());
        out.printf(
                Locale.ROOT,
                "%d streams in %.1f s, %.1f per second%n",
                result.streams().size(),
                conditions.wallMicros() / 1e6,
                result.streams().size() * 1e6 / Math.max(1, conditions.wallMicros()));
    }

    private static String versions(BenchResult result) {
        String versions = result.streams().stream()
                .map(StreamResult::httpVersion)
                .filter(version -> !version.isEmpty())
                .distinct()
                .sorted()
                .collect(Collectors.joining(", "));
        return versions.isEmpty() ? "unknown" : versions;
    }

    private void printLevels(List<LevelSummary> levels) {
        out.println();
        new RowPrinter(out, false)
                .print(levels.stream().map(BenchTable::levelRow).toList());
    }

    private static Map<String, @Nullable Object> levelRow(LevelSummary level) {
        Map<String, @Nullable Object> row = new LinkedHashMap<>();
        row.put("concurrency", level.concurrency());
        row.put("streams/s", fixed(level.streamsPerSecond()));
        row.put("audio s/s", fixed(level.audioPerSecond()));
        row.put("TTFB p50", fixed(level.ttfb().p50Micros() / MICROS_PER_MILLI));
        row.put("p99", fixed(level.ttfb().p99Micros() / MICROS_PER_MILLI));
        row.put("TTFA p50", fixed(level.ttfa().p50Micros() / MICROS_PER_MILLI));
        row.put("p99 ", fixed(level.ttfa().p99Micros() / MICROS_PER_MILLI));
        row.put("failed", level.streams() - level.completed());
        return row;
    }

    private static String fixed(double value) {
        return String.format(Locale.ROOT, "%9.2f", value);
    }

    private void printGroup(List<StreamResult> streams) {
        out.printf(
                Locale.ROOT,
                "  %-18s %7s %9s %9s %9s %9s %9s%n",
                "milliseconds",
                "count",
                "p50",
                "p90",
                "p99",
                "p99.9",
                "max");
        for (Latency latency : Latency.values()) {
            printRow(latency.label(), Percentiles.of(streams, latency::micros));
        }
        for (Stage stage : Stage.values()) {
            printRow("  " + stage.label(), Percentiles.of(streams, stageOf(stage)));
        }
        printRow("gaps of chunks", Percentiles.ofGaps(streams));
        printRealTimeFactor(Percentiles.of(streams, BenchTable::realTimeMillionths));
        int underruns = streams.stream().mapToInt(StreamResult::underruns).sum();
        if (streams.stream().anyMatch(stream -> stream.earMicros() != null)) {
            out.println("  underruns          " + underruns);
        }
    }

    static Function<StreamResult, @Nullable Long> stageOf(Stage stage) {
        return stream -> stream.stages().get(stage);
    }

    static @Nullable Long realTimeMillionths(StreamResult stream) {
        Double factor = stream.realTimeFactor();
        return factor == null ? null : Long.valueOf(Math.round(factor * 1e6));
    }

    private void printRow(String label, Percentiles micros) {
        if (micros.count() > 0) {
            printRow(label, micros, MICROS_PER_MILLI, "%9.2f");
        }
    }

    private void printRealTimeFactor(Percentiles millionths) {
        if (millionths.count() > 0) {
            printRow("real-time factor", millionths, 1e6, "%9.3f");
        }
    }

    private void printRow(String label, Percentiles values, double unit, String cell) {
        out.printf(
                Locale.ROOT,
                "  %-18s %7d " + String.join(" ", cell, cell, cell, cell, cell) + "%n",
                label,
                values.count(),
                values.p50Micros() / unit,
                values.p90Micros() / unit,
                values.p99Micros() / unit,
                values.p999Micros() / unit,
                values.maxMicros() / unit);
    }

    /** Prints the number of failures of each kind, with the message of the first. */
    private void printFailures(BenchResult result) {
        for (Map.Entry<String, Long> outcome : result.outcomes().entrySet()) {
            if (!outcome.getKey().equals(StreamResult.COMPLETED)) {
                StreamResult first = result.streams().stream()
                        .filter(stream -> stream.outcome().equals(outcome.getKey()))
                        .findFirst()
                        .orElseThrow();
                out.println();
                out.print("not completed: " + outcome.getValue() + " of "
                        + result.streams().size() + ", " + outcome.getKey());
                out.println(first.message() == null ? "" : "; the first: " + first.message());
            }
        }
    }
}
