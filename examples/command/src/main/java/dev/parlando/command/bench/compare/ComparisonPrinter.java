package dev.parlando.command.bench.compare;

import dev.parlando.command.bench.result.Latency;
import dev.parlando.command.console.RowPrinter;
import java.io.PrintWriter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The text and the JSON object of a comparison. Confined to the main thread. */
final class ComparisonPrinter {
    private final PrintWriter out;

    ComparisonPrinter(PrintWriter out) {
        this.out = out;
    }

    /** Prints the verdict, the conditions that differ, and a table of all differences. */
    void printText(ResultComparison comparison) {
        ComparisonVerdict verdict = ComparisonVerdict.of(comparison);
        out.println(verdict.sentence());
        if (verdict.name().equals("no_difference")) {
            printDetectable(comparison.differences());
        }
        for (ConditionDifference condition : comparison.conditions()) {
            out.println("Different " + condition.name() + ": " + condition.before() + " in A, " + condition.after()
                    + " in B.");
        }
        if (comparison.leftOutBefore() + comparison.leftOutAfter() > 0) {
            out.println("Left out, since the other result has no such streams: " + comparison.leftOutBefore()
                    + " of A, " + comparison.leftOutAfter() + " of B.");
        }
        out.println();
        new RowPrinter(out, false)
                .print(comparison.differences().stream()
                        .map(ComparisonPrinter::row)
                        .toList());
        out.println();
        out.println(note());
        out.flush();
    }

    private void printDetectable(List<MeasuredDifference> differences) {
        for (MeasuredDifference difference : differences) {
            Latency latency = difference.quantity().latency();
            if (latency != null && latency != Latency.TOTAL && difference.percentile() == 50) {
                out.println("Smallest difference that these results would have shown: "
                        + ComparisonVerdict.size(difference.detectableMillis()) + " in the median of "
                        + difference.quantity().label() + ".");
            }
        }
    }

    private static String note() {
        return String.format(
                Locale.ROOT,
                "Milliseconds, as if all streams had the median text. All intervals hold together with %.0f %%. A difference counts if its interval lies beyond %.0f ms.",
                SimultaneousIntervals.CONFIDENCE * 100,
                MeasuredDifference.IGNORED_MILLIS);
    }

    private static Map<String, @Nullable Object> row(MeasuredDifference difference) {
        Map<String, @Nullable Object> row = new LinkedHashMap<>();
        row.put("", difference.quantity().label() + " p" + difference.percentile());
        row.put("A", fixed("%10.2f", difference.beforeMillis()));
        row.put("B", fixed("%10.2f", difference.afterMillis()));
        row.put("difference", fixed("%+10.2f", difference.millis()));
        row.put("interval", interval(difference));
        row.put("finding", finding(difference));
        return row;
    }

    private static String interval(MeasuredDifference difference) {
        return fixed("%+.2f", difference.millis() - difference.halfWidthMillis()) + " to "
                + fixed("%+.2f", difference.millis() + difference.halfWidthMillis());
    }

    private static String fixed(String format, double value) {
        return String.format(Locale.ROOT, format, value);
    }

    private static String finding(MeasuredDifference difference) {
        if (!difference.exceedsNoise()) {
            return "";
        }
        return difference.millis() > 0 ? "slower" : "faster";
    }

    /** Prints one JSON object. */
    void printJson(ResultComparison comparison) {
        ComparisonVerdict verdict = ComparisonVerdict.of(comparison);
        Map<String, @Nullable Object> json = new LinkedHashMap<>();
        json.put("verdict", verdict.name());
        json.put("sentence", verdict.sentence());
        json.put("difference_ms", verdict.main() == null ? null : verdict.main().millis());
        json.put(
                "stages", verdict.stages().stream().map(ComparisonPrinter::name).toList());
        json.put("confidence", SimultaneousIntervals.CONFIDENCE);
        json.put("ignored_ms", MeasuredDifference.IGNORED_MILLIS);
        json.put(
                "conditions",
                comparison.conditions().stream().map(ComparisonPrinter::object).toList());
        json.put("left_out_a", comparison.leftOutBefore());
        json.put("left_out_b", comparison.leftOutAfter());
        json.put("failures", failures(comparison.failures()));
        json.put(
                "differences",
                comparison.differences().stream().map(ComparisonPrinter::object).toList());
        out.println(RowPrinter.toJson(json));
        out.flush();
    }

    private static Map<String, Object> failures(FailureDifference failures) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("failed_a", failures.failedBefore());
        json.put("streams_a", failures.streamsBefore());
        json.put("failed_b", failures.failedAfter());
        json.put("streams_b", failures.streamsAfter());
        json.put("probability_by_chance", failures.probability());
        json.put("exceeds_noise", failures.exceedsNoise());
        return json;
    }

    private static Map<String, String> object(ConditionDifference condition) {
        Map<String, String> json = new LinkedHashMap<>();
        json.put("name", condition.name());
        json.put("a", condition.before());
        json.put("b", condition.after());
        return json;
    }

    private static Map<String, Object> object(MeasuredDifference difference) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("name", name(difference));
        json.put("kind", difference.quantity().stage() == null ? "latency" : "stage");
        json.put("percentile", difference.percentile());
        json.put("a_ms", difference.beforeMillis());
        json.put("b_ms", difference.afterMillis());
        json.put("difference_ms", difference.millis());
        json.put("low_ms", difference.millis() - difference.halfWidthMillis());
        json.put("high_ms", difference.millis() + difference.halfWidthMillis());
        json.put("detectable_ms", difference.detectableMillis());
        json.put("exceeds_noise", difference.exceedsNoise());
        return json;
    }

    private static String name(MeasuredDifference difference) {
        Latency latency = difference.quantity().latency();
        String name = latency != null
                ? latency.name()
                : Objects.requireNonNull(difference.quantity().stage()).name();
        return name.toLowerCase(Locale.ROOT);
    }
}
