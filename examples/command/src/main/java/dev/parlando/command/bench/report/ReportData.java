package dev.parlando.command.bench.report;

import com.fasterxml.jackson.databind.util.RawValue;
import dev.parlando.command.bench.result.BenchResult;
import dev.parlando.command.bench.result.Latency;
import dev.parlando.command.bench.result.LevelSummary;
import dev.parlando.command.bench.result.Percentiles;
import dev.parlando.command.bench.result.ResultJson;
import dev.parlando.command.bench.result.Stage;
import dev.parlando.command.bench.result.StreamGroup;
import dev.parlando.command.bench.result.StreamResult;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The data of the report's scripts: the result itself, its percentiles, and all texts. Stateless. */
final class ReportData {
    private static final int ALL_GROUPS = -1;

    private ReportData() {}

    static Map<String, Object> of(BenchResult result) {
        List<StreamGroup> groups = result.groups();
        Map<String, Object> data = new LinkedHashMap<>();
        data.put("result", new RawValue(ResultJson.toJson(result)));
        data.put(
                "latencies",
                Arrays.stream(Latency.values()).map(ReportData::latency).toList());
        data.put("stages", Arrays.stream(Stage.values()).map(ReportData::stage).toList());
        data.put("groups", GroupNames.of(groups));
        data.put(
                "groupOf",
                result.streams().stream()
                        .map(StreamResult::group)
                        .map(groups::indexOf)
                        .toList());
        data.put("figures", figures(result, groups));
        data.put(
                "levels",
                LevelSummary.of(result).stream().map(ReportData::level).toList());
        data.put("conditions", ReportTexts.conditions(result.conditions()));
        data.put("definitions", ReportTexts.definitions());
        return data;
    }

    private static Map<String, Object> latency(Latency latency) {
        return Map.of(
                "key", key(latency),
                "short", ReportTexts.capitalised(latency.label()),
                "name", ReportTexts.nameOf(latency),
                "definition", ReportTexts.definitionOf(latency),
                "tone", latency.name().toLowerCase(Locale.ROOT));
    }

    private static Map<String, Object> stage(Stage stage) {
        return Map.of("name", stage.name(), "label", stage.label(), "colour", StageColours.hex(stage));
    }

    private static Map<String, Object> level(LevelSummary level) {
        return Map.of(
                "concurrency", Objects.requireNonNullElse(level.concurrency(), 0),
                "streams", level.streams(),
                "completed", level.completed(),
                "streamsPerSecond", level.streamsPerSecond(),
                "audioPerSecond", level.audioPerSecond(),
                "ttfbMicros", micros(level.ttfb()),
                "ttfaMicros", micros(level.ttfa()));
    }

    private static String key(Latency latency) {
        return latency.name().toLowerCase(Locale.ROOT) + "Micros";
    }

    private static List<Map<String, Object>> figures(BenchResult result, List<StreamGroup> groups) {
        List<Map<String, Object>> figures = new ArrayList<>();
        for (Latency latency : Latency.values()) {
            add(figures, key(latency), ALL_GROUPS, result.streams(), latency::micros);
            for (int group = 0; group < groups.size(); group++) {
                add(figures, key(latency), group, result.streamsOf(groups.get(group)), latency::micros);
            }
        }
        for (Stage stage : Stage.values()) {
            add(figures, "stage." + stage.name(), ALL_GROUPS, result.streams(), stream -> stream.stages()
                    .get(stage));
        }
        return figures;
    }

    private static void add(
            List<Map<String, Object>> figures,
            String key,
            int group,
            List<StreamResult> streams,
            Function<StreamResult, @Nullable Long> value) {
        List<StreamResult> completed =
                streams.stream().filter(StreamResult::completed).toList();
        Percentiles found = Percentiles.of(completed, value);
        if (found.count() > 0) {
            figures.add(Map.of("key", key, "group", group, "count", found.count(), "micros", micros(found)));
        }
    }

    private static List<Long> micros(Percentiles found) {
        return List.of(found.p50Micros(), found.p90Micros(), found.p99Micros(), found.p999Micros(), found.maxMicros());
    }
}
