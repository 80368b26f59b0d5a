package dev.parlando.benchmarks.simulation.governor;

import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;

/** A Markdown table of summaries, with a row for each contender in each scenario. Stateless. */
final class ResultTable {
    private static final List<String> HEADINGS = List.of(
            "scenario",
            "strategy",
            "429, %",
            "429 during start-up",
            "failed",
            "used, %",
            "wait p50, s",
            "p99",
            "live p99",
            "prefetch max",
            "limit lag, s",
            "after headers",
            "smallest share, %",
            "max above limit",
            "permits left");

    private ResultTable() {}

    static String of(List<RunSummary> summaries) {
        StringBuilder table = new StringBuilder();
        append(table, HEADINGS);
        append(table, HEADINGS.stream().map(unused -> "---").toList());
        String last = "";
        for (RunSummary summary : summaries) {
            String scenario = summary.scenario().name();
            append(table, row(scenario.equals(last) ? "" : scenario, summary));
            last = scenario;
        }
        return table.toString();
    }

    private static void append(StringBuilder table, List<String> cells) {
        table.append("| ").append(String.join(" | ", cells)).append(" |\n");
    }

    private static List<String> row(String scenario, RunSummary summary) {
        return List.of(
                scenario,
                summary.contender().label(),
                medianAndMax(summary, "%.2f", RunMetrics::limitedPercent),
                medianAndMax(summary, "%.0f", RunMetrics::limitedAtStart),
                medianAndMax(summary, "%.0f", RunMetrics::failed),
                medianAndMin(summary, RunMetrics::usedPercent),
                medianAndMax(summary, "%.2f", RunMetrics::waitMedianSeconds),
                medianAndMax(summary, "%.1f", RunMetrics::waitP99Seconds),
                medianAndMax(summary, "%.2f", RunMetrics::waitLiveP99Seconds),
                medianAndMax(summary, "%.1f", RunMetrics::longestPrefetchSeconds),
                medianAndMax(summary, "%.1f", RunMetrics::limitLagSeconds),
                medianAndMax(summary, "%.1f", RunMetrics::limitLagAfterReportSeconds),
                medianAndMin(summary, RunMetrics::leastSharePercent),
                medianAndMax(summary, "%.0f", RunMetrics::mostAboveLimit),
                format("%.0f", summary.most(RunMetrics::permitsLeft)));
    }

    /** Formats the median and, in parentheses, the maximum, which is the worst value. */
    private static String medianAndMax(RunSummary summary, String format, ToDoubleFunction<RunMetrics> figure) {
        return both(format(format, summary.median(figure)), format(format, summary.most(figure)));
    }

    private static String medianAndMin(RunSummary summary, ToDoubleFunction<RunMetrics> figure) {
        return both(format("%.1f", summary.median(figure)), format("%.1f", summary.least(figure)));
    }

    private static String both(String median, String worst) {
        return median.equals(worst) ? median : median + " (" + worst + ")";
    }

    private static String format(String format, double number) {
        if (Double.isNaN(number)) {
            return "";
        }
        return Double.isInfinite(number) ? "never" : String.format(Locale.ROOT, format, number);
    }
}
