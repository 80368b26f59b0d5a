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
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The percentiles of a result as one JSON object for programs. Stateless. */
final class SummaryJson {
    private SummaryJson() {}

    static String of(BenchResult result, Path directory) {
        Map<String, @Nullable Object> summary = new LinkedHashMap<>();
        summary.put("directory", directory.toString());
        summary.put("conditions", conditions(result.conditions()));
        summary.put("streams", result.streams().size());
        summary.put("outcomes", result.outcomes());
        summary.put(
                "levels",
                LevelSummary.of(result).stream().map(SummaryJson::level).toList());
        List<Map<String, @Nullable Object>> groups = new ArrayList<>();
        result.groups().forEach(group -> groups.add(group(group, result.streamsOf(group))));
        summary.put("groups", groups);
        return RowPrinter.toJson(summary);
    }

    private static Map<String, @Nullable Object> conditions(BenchConditions conditions) {
        Map<String, @Nullable Object> facts = new LinkedHashMap<>();
        facts.put("command", conditions.command());
        facts.put("started_at", conditions.startedAt().toString());
        facts.put("parlando_version", conditions.parlandoVersion());
        facts.put("java", conditions.java());
        facts.put("operating_system", conditions.operatingSystem());
        facts.put("machine", conditions.machine());
        facts.put("service", conditions.service());
        facts.put("prompt_set", conditions.promptSet());
        facts.put("loop", conditions.loop());
        facts.put("cold", conditions.cold());
        facts.put("device", conditions.device());
        facts.put("live", conditions.live());
        facts.put("warmup", conditions.warmup());
        facts.put("wall_ms", conditions.wallMicros() / 1e3);
        facts.put("handshake_included", conditions.handshakeIncluded());
        return facts;
    }

    private static Map<String, @Nullable Object> level(LevelSummary level) {
        Map<String, @Nullable Object> facts = new LinkedHashMap<>();
        facts.put("concurrency", level.concurrency());
        facts.put("streams", level.streams());
        facts.put("completed", level.completed());
        facts.put("streams_per_second", level.streamsPerSecond());
        facts.put("audio_per_second", level.audioPerSecond());
        facts.put("ttfb", times(level.ttfb()));
        facts.put("ttfa", times(level.ttfa()));
        return facts;
    }

    private static Map<String, @Nullable Object> group(StreamGroup group, List<StreamResult> streams) {
        Map<String, @Nullable Object> facts = new LinkedHashMap<>();
        facts.put("format", group.textFormat());
        facts.put("model", group.model());
        facts.put("voice", group.voice());
        facts.put("region", group.region());
        facts.put("concurrency", group.concurrency());
        facts.put("streams", streams.size());
        for (Latency latency : Latency.values()) {
            facts.put(name(latency), times(Percentiles.of(streams, latency::micros)));
        }
        Map<String, @Nullable Object> stages = new LinkedHashMap<>();
        for (Stage stage : Stage.values()) {
            stages.put(name(stage), times(Percentiles.of(streams, BenchTable.stageOf(stage))));
        }
        facts.put("stages", stages);
        facts.put("gaps", times(Percentiles.ofGaps(streams)));
        facts.put("real_time_factor", values(Percentiles.of(streams, BenchTable::realTimeMillionths), 1e6, ""));
        facts.put(
                "underruns", streams.stream().mapToInt(StreamResult::underruns).sum());
        return facts;
    }

    private static String name(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }

    private static @Nullable Map<String, Object> times(Percentiles micros) {
        return values(micros, 1e3, "_ms");
    }

    /** Returns the percentiles, or null if no stream has the value. */
    private static @Nullable Map<String, Object> values(Percentiles values, double unit, String suffix) {
        if (values.count() == 0) {
            return null;
        }
        Map<String, Object> facts = new LinkedHashMap<>();
        facts.put("count", values.count());
        facts.put("p50" + suffix, values.p50Micros() / unit);
        facts.put("p90" + suffix, values.p90Micros() / unit);
        facts.put("p99" + suffix, values.p99Micros() / unit);
        facts.put("p99_9" + suffix, values.p999Micros() / unit);
        facts.put("max" + suffix, values.maxMicros() / unit);
        return facts;
    }
}
