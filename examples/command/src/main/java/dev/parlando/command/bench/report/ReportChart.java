package dev.parlando.command.bench.report;

import dev.parlando.command.bench.result.BenchResult;
import dev.parlando.command.bench.result.Stage;
import dev.parlando.command.bench.result.StreamResult;
import java.util.List;
import java.util.Locale;

/** The charts for papers. */
enum ReportChart {
    LATENCY_CDF,
    STAGE_CDF,
    GROUP_CDF,
    STAGES,
    WATERFALL,
    THROUGHPUT,
    STREAM_LOAD_CURVE,
    AUDIO_LOAD_CURVE;

    /** Returns whether the result has the data of the chart. */
    boolean applies(BenchResult result) {
        return switch (this) {
            case LATENCY_CDF, STAGE_CDF, STAGES, THROUGHPUT ->
                !completed(result).isEmpty();
            case GROUP_CDF -> !completed(result).isEmpty() && result.groups().size() > 1;
            case WATERFALL -> !result.streams().isEmpty();
            case STREAM_LOAD_CURVE, AUDIO_LOAD_CURVE ->
                !completed(result).isEmpty() && result.conditions().hasLevels();
        };
    }

    SizedChart draw(BenchResult result) {
        return switch (this) {
            case LATENCY_CDF -> CdfCharts.latencies(result);
            case STAGE_CDF -> CdfCharts.stages(result);
            case GROUP_CDF -> CdfCharts.groups(result);
            case STAGES -> StageCharts.means(result);
            case WATERFALL -> StageCharts.waterfall(result);
            case THROUGHPUT -> ThroughputChart.of(result);
            case STREAM_LOAD_CURVE -> LoadCurveChart.ofStreams(result);
            case AUDIO_LOAD_CURVE -> LoadCurveChart.ofAudio(result);
        };
    }

    /** Returns the name of the files without their ending. */
    String fileName() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    static List<StreamResult> completed(BenchResult result) {
        return result.streams().stream().filter(StreamResult::completed).toList();
    }

    /** Returns the stages that took time in some stream, in order. */
    static List<Stage> usedStages(BenchResult result) {
        return List.of(Stage.values()).stream()
                .filter(stage -> result.streams().stream()
                        .anyMatch(stream -> stream.stages().getOrDefault(stage, 0L) > 0))
                .toList();
    }
}
