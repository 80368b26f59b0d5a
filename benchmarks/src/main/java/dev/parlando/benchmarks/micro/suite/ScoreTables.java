package dev.parlando.benchmarks.micro.suite;

import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** The scores as Markdown: one table per benchmark class, one row per set of parameters, one column per method. Stateless. */
final class ScoreTables {
    private static final int DECIMALS_BELOW = 10;

    private ScoreTables() {}

    static String of(List<Score> scores) {
        StringBuilder page = new StringBuilder();
        byType(scores).forEach((type, all) -> page.append(table(type, all)));
        return page.toString();
    }

    private static Map<String, List<Score>> byType(List<Score> scores) {
        return scores.stream().collect(Collectors.groupingBy(Score::type, LinkedHashMap::new, Collectors.toList()));
    }

    private static String table(String type, List<Score> scores) {
        Set<String> methods = scores.stream().map(Score::method).collect(Collectors.toCollection(LinkedHashSet::new));
        Set<String> names = scores.get(0).parameters().keySet();
        String unit =
                scores.get(0).unit().replace("us/op", "µs/op") + (scores.get(0).isSampled() ? " as p50 / p99" : "");
        StringBuilder table = new StringBuilder("\n`" + type + "`, " + unit + " and B/op:\n\n| ");
        table.append(names.isEmpty() ? " " : String.join(", ", names));
        methods.forEach(method -> table.append(" | ").append(method));
        table.append(" |\n|---").append("|---".repeat(methods.size())).append("|\n");
        scores.stream()
                .collect(Collectors.groupingBy(Score::parameters, LinkedHashMap::new, Collectors.toList()))
                .forEach((parameters, row) -> table.append(row(parameters, row, methods)));
        return table.toString();
    }

    private static String row(Map<String, String> parameters, List<Score> scores, Set<String> methods) {
        StringBuilder row = new StringBuilder("| " + String.join(", ", parameters.values()));
        for (String method : methods) {
            row.append(" | ");
            scores.stream()
                    .filter(score -> score.method().equals(method))
                    .findFirst()
                    .ifPresent(score -> row.append(cell(score)));
        }
        return row.append(" |\n").toString();
    }

    private static String cell(Score score) {
        String allocated = Double.isNaN(score.allocatedBytes()) ? "" : "; " + bytes(score.allocatedBytes());
        if (score.isSampled()) {
            return number(score.p50()) + " / " + number(score.p99()) + allocated;
        }
        String error = Double.isNaN(score.error()) ? "" : " ± " + number(score.error());
        return number(score.score()) + error + allocated;
    }

    private static String number(double value) {
        return String.format(Locale.ROOT, value < DECIMALS_BELOW ? "%.2f" : "%,.0f", value);
    }

    /** Less than half a byte per operation is not an allocation of the operation. */
    private static String bytes(double value) {
        return value < 0.5 ? "0 B" : String.format(Locale.ROOT, "%,.0f B", value);
    }
}
