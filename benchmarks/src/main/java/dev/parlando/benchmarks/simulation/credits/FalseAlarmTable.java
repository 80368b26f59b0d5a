package dev.parlando.benchmarks.simulation.credits;

import dev.parlando.credits.CreditAlert;
import dev.parlando.credits.CreditAlert.Kind;
import java.util.List;
import java.util.Locale;

/** The Markdown table of alerts raised for keys without misuse, per key and month. Stateless. */
final class FalseAlarmTable {
    private FalseAlarmTable() {}

    static String table(List<SimulatedKey> keys) {
        StringBuilder table = new StringBuilder()
                .append(
                        "| key | SPIKE | UNUSUAL_HOURS | IDLE_KEY_ACTIVE | keys with any | readings: all kinds | keys with any |\n")
                .append("|---|---|---|---|---|---|---|\n");
        List.of(TrafficPattern.values()).parallelStream()
                .map(traffic -> row(
                        traffic,
                        keys.stream().filter(key -> key.traffic == traffic).toList()))
                .forEachOrdered(table::append);
        return table.toString();
    }

    private static String row(TrafficPattern traffic, List<SimulatedKey> keys) {
        List<List<CreditAlert>> recorded = alerts(keys, MeteringMode.RECORDED);
        List<List<CreditAlert>> read = alerts(keys, MeteringMode.READ);
        return String.format(
                Locale.ROOT,
                "| %s | %.2f | %.2f | %.2f | %d | %.2f | %d |%n",
                traffic.label,
                perKey(recorded, Kind.SPIKE),
                perKey(recorded, Kind.UNUSUAL_HOURS),
                perKey(recorded, Kind.IDLE_KEY_ACTIVE),
                recorded.stream().filter(alerts -> !alerts.isEmpty()).count(),
                read.stream().mapToInt(List::size).sum() / (double) read.size(),
                read.stream().filter(alerts -> !alerts.isEmpty()).count());
    }

    private static List<List<CreditAlert>> alerts(List<SimulatedKey> keys, MeteringMode metering) {
        return keys.stream().map(key -> key.alerts(metering)).toList();
    }

    private static double perKey(List<List<CreditAlert>> alerts, Kind kind) {
        long count = alerts.stream()
                .flatMap(List::stream)
                .filter(alert -> alert.kind() == kind)
                .count();
        return count / (double) alerts.size();
    }
}
