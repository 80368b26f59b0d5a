package dev.parlando.benchmarks.endtoend.live;

import dev.parlando.benchmarks.rig.report.TextTable;
import java.util.Comparator;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.HdrHistogram.Histogram;

/** The latencies of each contender and answer. Confined to the main thread. */
final class LatencyTable {
    private static final double MICROS_PER_MILLI = 1000;

    private record Row(ScriptedAnswer answer, String contender) {}

    private final Map<Row, Histogram> rows =
            new TreeMap<>(Comparator.comparing(Row::answer).thenComparing(Row::contender));

    /** Adds a latency. */
    void add(String contender, ScriptedAnswer answer, long nanos) {
        rows.computeIfAbsent(new Row(answer, contender), unused -> new Histogram(3))
                .recordValue(TimeUnit.NANOSECONDS.toMicros(nanos));
    }

    /** Returns a line per answer and contender, in milliseconds. */
    @Override
    public String toString() {
        TextTable table = new TextTable("client", "answer", "runs", "p50 ms", "p90 ms", "p99 ms", "max ms");
        rows.forEach((row, micros) -> table.add(
                row.contender(),
                row.answer().title(),
                micros.getTotalCount(),
                millis(micros, 50),
                millis(micros, 90),
                millis(micros, 99),
                millis(micros, 100)));
        return table.toString();
    }

    private static double millis(Histogram micros, double percentile) {
        return micros.getValueAtPercentile(percentile) / MICROS_PER_MILLI;
    }
}
