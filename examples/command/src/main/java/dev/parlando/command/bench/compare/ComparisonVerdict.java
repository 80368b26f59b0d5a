package dev.parlando.command.bench.compare;

import dev.parlando.command.bench.result.Latency;
import dev.parlando.command.bench.result.Stage;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The verdict of a comparison in one sentence. Immutable.
 *
 * @param name {@code no_difference}, {@code slower}, {@code faster}, {@code stages_differ} or {@code failures_differ}
 * @param main the difference in the sentence, or null without a difference in latency
 * @param stages the stages that account for it, the largest first
 */
record ComparisonVerdict(
        String name, @Nullable MeasuredDifference main, List<MeasuredDifference> stages, String sentence) {
    /** Latencies by preference, the one nearest to the listener first. */
    private static final List<Latency> PREFERENCE = List.of(Latency.EAR, Latency.TTFA, Latency.TTFB, Latency.TOTAL);

    /** Share of the difference below which the sentence does not name a stage. */
    private static final double NAMED_SHARE = 0.15;

    private static final int MEDIAN = 50;

    static ComparisonVerdict of(ResultComparison comparison) {
        List<MeasuredDifference> found = comparison.differences().stream()
                .filter(MeasuredDifference::exceedsNoise)
                .toList();
        Optional<MeasuredDifference> main = found.stream()
                .filter(difference -> difference.quantity().latency() != null)
                .min(Comparator.comparingInt(MeasuredDifference::percentile)
                        .thenComparing(difference ->
                                PREFERENCE.indexOf(difference.quantity().latency())));
        if (main.isPresent()) {
            return ofLatency(main.get(), found, comparison.failures());
        }
        List<MeasuredDifference> stages = stages(found.stream());
        if (!stages.isEmpty()) {
            String sentence =
                    "No latency differs, but B takes " + places(stages) + "." + failures(comparison.failures());
            return new ComparisonVerdict("stages_differ", null, stages, sentence);
        }
        return withoutLatency(comparison.failures());
    }

    private static ComparisonVerdict ofLatency(
            MeasuredDifference main, List<MeasuredDifference> found, FailureDifference failures) {
        List<MeasuredDifference> stages = stages(found.stream()
                .filter(difference -> difference.percentile() == main.percentile())
                .filter(difference -> isPart(difference.quantity().stage(), main))
                .filter(difference -> difference.millis() / main.millis() > NAMED_SHARE));
        String direction = main.millis() > 0 ? "slower" : "faster";
        String sentence = "B is " + size(main.millis()) + " " + direction + place(main)
                + (stages.isEmpty() ? unlocated(main) : ", " + located(stages)) + "." + failures(failures);
        return new ComparisonVerdict(direction, main, stages, sentence);
    }

    private static ComparisonVerdict withoutLatency(FailureDifference failures) {
        return failures.exceedsNoise()
                ? new ComparisonVerdict(
                        "failures_differ", null, List.of(), "The latencies do not differ." + failures(failures))
                : new ComparisonVerdict("no_difference", null, List.of(), "No difference.");
    }

    private static List<MeasuredDifference> stages(Stream<MeasuredDifference> found) {
        return found.filter(difference -> difference.quantity().stage() != null)
                .sorted(Comparator.comparingDouble(difference -> -Math.abs(difference.millis())))
                .toList();
    }

    private static boolean isPart(@Nullable Stage stage, MeasuredDifference main) {
        if (stage == null) {
            return false;
        }
        return switch (Objects.requireNonNull(main.quantity().latency())) {
            case TTFB, TOTAL -> stage.compareTo(Stage.FIRST_BYTE) <= 0;
            case TTFA -> stage.compareTo(Stage.LEADING_SILENCE) <= 0;
            case EAR -> true;
        };
    }

    /** Returns the name of the latency unless it is the expected one. */
    private static String place(MeasuredDifference main) {
        String percentile = main.percentile() == MEDIAN ? "" : " at p" + main.percentile();
        return main.quantity().latency() == Latency.TOTAL ? " to the last byte" + percentile : percentile;
    }

    private static String unlocated(MeasuredDifference main) {
        return main.quantity().latency() == Latency.TOTAL
                ? ", after the first byte"
                : ", but no single stage exceeds the noise";
    }

    private static String located(List<MeasuredDifference> stages) {
        return stages.size() == 1
                ? in(stages.get(0))
                : stages.stream()
                        .map(stage -> in(stage) + " (" + signed(stage.millis()) + ")")
                        .collect(Collectors.joining(" and "));
    }

    private static String places(List<MeasuredDifference> stages) {
        return stages.stream()
                .map(stage -> size(stage.millis())
                        + (stage.millis() > 0 ? " more " : " less ")
                        + in(stage)
                        + (stage.percentile() == MEDIAN ? "" : " at p" + stage.percentile()))
                .collect(Collectors.joining(" and "));
    }

    private static String in(MeasuredDifference stage) {
        String label = stage.quantity().label();
        return label.startsWith("at ") ? label : "in " + label;
    }

    private static String failures(FailureDifference failures) {
        if (!failures.exceedsNoise()) {
            return "";
        }
        return String.format(
                Locale.ROOT,
                " Failed streams: %d of %d in A, %d of %d in B.",
                failures.failedBefore(),
                failures.streamsBefore(),
                failures.failedAfter(),
                failures.streamsAfter());
    }

    static String size(double millis) {
        double absolute = Math.abs(millis);
        return String.format(Locale.ROOT, absolute < 10 ? "%.1f ms" : "%.0f ms", absolute);
    }

    private static String signed(double millis) {
        return (millis < 0 ? "-" : "+") + size(millis);
    }
}
