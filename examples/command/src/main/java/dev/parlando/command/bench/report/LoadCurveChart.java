package dev.parlando.command.bench.report;

import dev.parlando.command.bench.result.BenchResult;
import dev.parlando.command.bench.result.Latency;
import dev.parlando.command.bench.result.LevelSummary;
import dev.parlando.command.bench.result.Percentiles;
import java.awt.BasicStroke;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import org.jfree.chart.plot.XYPlot;
import org.jfree.chart.renderer.xy.XYLineAndShapeRenderer;
import org.jfree.data.xy.XYSeries;
import org.jfree.data.xy.XYSeriesCollection;

/** Latencies against throughput, with a point for each level of the load. Stateless. */
final class LoadCurveChart {
    private static final double MICROS_PER_MILLI = 1000;
    private static final BasicStroke DASHED =
            new BasicStroke(2, BasicStroke.CAP_BUTT, BasicStroke.JOIN_ROUND, 1, new float[] {6, 5}, 0);

    private LoadCurveChart() {}

    static SizedChart ofStreams(BenchResult result) {
        return chart(LevelSummary.of(result), "completed streams per second", LevelSummary::streamsPerSecond);
    }

    static SizedChart ofAudio(BenchResult result) {
        return chart(LevelSummary.of(result), "seconds of audio per second", LevelSummary::audioPerSecond);
    }

    private static SizedChart chart(List<LevelSummary> levels, String name, ToDoubleFunction<LevelSummary> throughput) {
        XYSeriesCollection lines = new XYSeriesCollection();
        XYLineAndShapeRenderer renderer = new XYLineAndShapeRenderer(true, true);
        for (Latency latency : List.of(Latency.TTFB, Latency.TTFA)) {
            Function<LevelSummary, Percentiles> percentiles =
                    latency == Latency.TTFB ? LevelSummary::ttfb : LevelSummary::ttfa;
            for (boolean tail : new boolean[] {false, true}) {
                XYSeries line = new XYSeries(latency.label() + (tail ? " p99" : " p50"), false);
                for (LevelSummary level : levels) {
                    Percentiles found = percentiles.apply(level);
                    long micros = tail ? found.p99Micros() : found.p50Micros();
                    line.add(throughput.applyAsDouble(level), micros / MICROS_PER_MILLI);
                }
                renderer.setSeriesPaint(lines.getSeriesCount(), StageColours.of(latency));
                renderer.setSeriesStroke(lines.getSeriesCount(), tail ? DASHED : ChartStyle.LINE);
                renderer.setSeriesShape(lines.getSeriesCount(), ChartStyle.POINT);
                lines.addSeries(line);
            }
        }
        renderer.setDefaultItemLabelGenerator(
                (data, series, item) -> Objects.toString(levels.get(item).concurrency(), ""));
        renderer.setDefaultItemLabelsVisible(true);
        XYPlot plot = new XYPlot(lines, ChartStyle.axis(name), ChartStyle.axis("latency, ms"), renderer);
        return ChartStyle.finish(plot, ChartStyle.HEIGHT);
    }
}
