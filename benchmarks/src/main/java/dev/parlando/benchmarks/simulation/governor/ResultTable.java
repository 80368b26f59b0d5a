package dev.parlando.benchmarks.simulation.governor;

import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;

/** Puts summaries into a table in Markdown, a row for each contender in each scenario. Stateless. */
final class ResultTable {
    private static final List<String> HEADINGS = List.of(
            "scenario",
            "who",
            "429, %",
            "429 in the start",
            "failed",
            "used, %",
            "wait p50, s",
            "p99",
            "live p99",
            "prefetch max",
            "obeyed after change, s",
            "after told",
            "least share, %",
            "above limit",
            "left");

    private ResultTable() {}

    static String of(List<Summary> summaries) {
        StringBuilder table = new StringBuilder();
        append(table, HEADINGS);
        append(table, HEADINGS.stream().map(unused -> "---").toList());
        String last = "";
        for (Summary summary : summaries) {
            String scenario = summary.scenario().name();
            append(table, row(scenario.equals(last) ? "" : scenario, summary));
            last = scenario;
        }
        return table.toString();
    }

    private static void append(StringBuilder table, List<String> cells) {
        table.append("| ").append(String.join(" | ", cells)).append(" |\n");
    }

    private static List<String> row(String scenario, Summary summary) {
        return List.of(
                scenario,
                summary.contender().label(),
                mostBad(summary, "%.2f", Figures::limitedPercent),
                mostBad(summary, "%.0f", Figures::limitedAtStart),
                mostBad(summary, "%.0f", Figures::failed),
                leastBad(summary, Figures::usedPercent),
                mostBad(summary, "%.2f", Figures::waitMedianSeconds),
                mostBad(summary, "%.1f", Figures::waitP99Seconds),
                mostBad(summary, "%.2f", Figures::waitLiveP99Seconds),
                mostBad(summary, "%.1f", Figures::longestPrefetchSeconds),
                mostBad(summary, "%.1f", Figures::obeyedSeconds),
                mostBad(summary, "%.1f", Figures::obeyedAfterToldSeconds),
                leastBad(summary, Figures::leastSharePercent),
                mostBad(summary, "%.0f", Figures::mostAboveLimit),
                format("%.0f", summary.most(Figures::permitsLeft)));
    }

    /** Writes the median and, in parentheses, the worst, which is the most. */
    private static String mostBad(Summary summary, String format, ToDoubleFunction<Figures> figure) {
        return both(format(format, summary.median(figure)), format(format, summary.most(figure)));
    }

    private static String leastBad(Summary summary, ToDoubleFunction<Figures> figure) {
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
