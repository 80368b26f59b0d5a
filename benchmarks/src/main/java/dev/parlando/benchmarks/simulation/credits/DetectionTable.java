package dev.parlando.benchmarks.simulation.credits;

import java.util.List;
import java.util.Locale;

/** The Markdown table of detected and missed anomalies. Stateless. */
final class DetectionTable {
    private DetectionTable() {}

    static String table(List<SimulatedKey> keys) {
        StringBuilder table = new StringBuilder()
                .append(
                        "| anomaly | key | strength | found | missed | correct kind | delay p50, min | p95 | readings: found | delay p50, min | p95 |\n")
                .append("|---|---|---|---|---|---|---|---|---|---|---|\n");
        Anomaly.all().parallelStream().map(anomaly -> row(anomaly, keys)).forEachOrdered(table::append);
        return table.toString();
    }

    private static String row(Anomaly anomaly, List<SimulatedKey> keys) {
        List<DetectionTrial> recorded = trials(anomaly, keys, MeteringMode.RECORDED);
        List<DetectionTrial> read = trials(anomaly, keys, MeteringMode.READ);
        List<Double> minutes = minutes(recorded);
        long named = recorded.stream().filter(DetectionTrial::isKindCorrect).count();
        return String.format(
                Locale.ROOT,
                "| %s | %s | %s | %d | %d | %d | %s | %s | %d | %s | %s |%n",
                anomaly.kind(),
                anomaly.traffic().label,
                anomaly.label(),
                minutes.size(),
                recorded.size() - minutes.size(),
                named,
                at(minutes, 0.5),
                at(minutes, 0.95),
                minutes(read).size(),
                at(minutes(read), 0.5),
                at(minutes(read), 0.95));
    }

    private static List<DetectionTrial> trials(Anomaly anomaly, List<SimulatedKey> keys, MeteringMode metering) {
        return keys.stream()
                .filter(key -> key.traffic == anomaly.traffic())
                .map(key -> key.trial(anomaly, metering))
                .toList();
    }

    private static List<Double> minutes(List<DetectionTrial> trials) {
        return trials.stream()
                .flatMap(trial -> trial.minutesToAlert().stream())
                .sorted()
                .toList();
    }

    private static String at(List<Double> sorted, double part) {
        return sorted.isEmpty()
                ? ""
                : String.format(Locale.ROOT, "%.0f", sorted.get((int) Math.ceil(part * sorted.size()) - 1));
    }
}
