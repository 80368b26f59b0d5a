package dev.parlando.command.bench.report;

import dev.parlando.command.bench.result.BenchResult;
import dev.parlando.command.bench.result.Stage;
import dev.parlando.command.bench.result.StreamResult;
import java.awt.Color;
import java.util.Comparator;
import java.util.List;
import java.util.function.Function;
import org.jfree.chart.axis.CategoryAxis;
import org.jfree.chart.axis.NumberAxis;
import org.jfree.chart.plot.CategoryPlot;
import org.jfree.chart.plot.PlotOrientation;
import org.jfree.chart.plot.XYPlot;
import org.jfree.chart.renderer.category.StackedBarRenderer;
import org.jfree.chart.renderer.category.StandardBarPainter;
import org.jfree.chart.renderer.xy.StackedXYBarRenderer;
import org.jfree.chart.renderer.xy.StandardXYBarPainter;
import org.jfree.data.category.DefaultCategoryDataset;
import org.jfree.data.xy.DefaultTableXYDataset;
import org.jfree.data.xy.XYSeries;

/** Stacked stages: their means per group, and a waterfall with a row per stream. Stateless. */
final class StageCharts {
    private static final double MICROS_PER_MILLI = 1000;
    private static final Color FAILED = new Color(0xc22036);
    /** A failed stream ends with a mark of this part of the longest row. */
    private static final int MARK_SHARE = 100;

    private static final int MAX_ROWS = 400;
    private static final int ROW_PIXELS = 4;
    private static final double ROW_GAP = 0.12;
    private static final int FRAME_PIXELS = 140;
    private static final int MIN_PIXELS = 80;
    private static final int GROUP_PIXELS = 45;

    private StageCharts() {}

    static SizedChart means(BenchResult result) {
        DefaultCategoryDataset bars = new DefaultCategoryDataset();
        List<String> names = GroupNames.of(result.groups());
        for (Stage stage : ReportChart.usedStages(result)) {
            for (int group = 0; group < names.size(); group++) {
                List<StreamResult> streams = result.streamsOf(result.groups().get(group));
                bars.addValue(meanMillis(streams, stage), stage.label(), names.get(group));
            }
        }
        StackedBarRenderer renderer = new StackedBarRenderer();
        renderer.setBarPainter(new StandardBarPainter());
        renderer.setShadowVisible(false);
        List<Stage> stages = ReportChart.usedStages(result);
        for (int i = 0; i < stages.size(); i++) {
            renderer.setSeriesPaint(i, StageColours.of(stages.get(i)));
        }
        CategoryAxis groups = new CategoryAxis();
        ChartStyle.styled(groups);
        CategoryPlot plot = new CategoryPlot(bars, groups, ChartStyle.axis("mean time from the start, ms"), renderer);
        plot.setOrientation(PlotOrientation.HORIZONTAL);
        return ChartStyle.finish(plot, FRAME_PIXELS + GROUP_PIXELS * names.size());
    }

    private static double meanMillis(List<StreamResult> streams, Stage stage) {
        return streams.stream()
                        .filter(StreamResult::completed)
                        .mapToLong(stream -> stream.stages().getOrDefault(stage, 0L))
                        .average()
                        .orElse(0)
                / MICROS_PER_MILLI;
    }

    /** Draws the streams from top to bottom in the order of their planned starts, at most the first {@value #MAX_ROWS}. */
    static SizedChart waterfall(BenchResult result) {
        List<StreamResult> rows = result.streams().stream()
                .sorted(Comparator.comparingLong(StreamResult::intendedMicros))
                .limit(MAX_ROWS)
                .toList();
        DefaultTableXYDataset bars = new DefaultTableXYDataset();
        StackedXYBarRenderer renderer = new StackedXYBarRenderer(ROW_GAP);
        renderer.setBarPainter(new StandardXYBarPainter());
        renderer.setShadowVisible(false);
        for (Stage stage : ReportChart.usedStages(result)) {
            renderer.setSeriesPaint(bars.getSeriesCount(), StageColours.of(stage));
            bars.addSeries(series(stage.label(), rows, stream -> stream.stages().getOrDefault(stage, 0L)));
        }
        if (rows.stream().anyMatch(stream -> !stream.completed())) {
            renderer.setSeriesPaint(bars.getSeriesCount(), FAILED);
            long mark =
                    Math.max(1, rows.stream().mapToLong(StageCharts::sum).max().orElse(0) / MARK_SHARE);
            bars.addSeries(series("failed", rows, stream -> stream.completed() ? 0L : mark));
        }
        NumberAxis numbers = ChartStyle.axis("stream");
        numbers.setStandardTickUnits(NumberAxis.createIntegerTickUnits());
        numbers.setInverted(true);
        numbers.setRange(0, rows.size() + 1.0);
        XYPlot plot = new XYPlot(bars, numbers, ChartStyle.axis("time since the planned start, ms"), renderer);
        plot.setOrientation(PlotOrientation.HORIZONTAL);
        plot.setDomainGridlinesVisible(false);
        return ChartStyle.finish(plot, FRAME_PIXELS + Math.max(MIN_PIXELS, ROW_PIXELS * rows.size()));
    }

    private static long sum(StreamResult stream) {
        return stream.sumThrough(Stage.DEVICE);
    }

    private static XYSeries series(String name, List<StreamResult> rows, Function<StreamResult, Long> micros) {
        XYSeries series = new XYSeries(name, false, false);
        for (int row = 0; row < rows.size(); row++) {
            series.add(row + 1, micros.apply(rows.get(row)) / MICROS_PER_MILLI);
        }
        return series;
    }
}
