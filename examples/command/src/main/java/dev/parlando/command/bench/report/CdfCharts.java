package dev.parlando.command.bench.report;

import dev.parlando.command.bench.result.BenchResult;
import dev.parlando.command.bench.result.Latency;
import dev.parlando.command.bench.result.Stage;
import dev.parlando.command.bench.result.StreamResult;
import java.awt.Paint;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jfree.chart.axis.ValueAxis;
import org.jfree.chart.plot.DefaultDrawingSupplier;
import org.jfree.chart.plot.XYPlot;
import org.jfree.chart.renderer.xy.XYLineAndShapeRenderer;
import org.jfree.data.xy.XYSeries;
import org.jfree.data.xy.XYSeriesCollection;
import org.jspecify.annotations.Nullable;

/** Cumulative distributions of latencies, stages and groups over the completed streams. Stateless. */
final class CdfCharts {
    private static final double MICROS_PER_MILLI = 1000;
    private static final double PERCENT = 100;
    private static final int MAX_STEPS = 500;
    private static final List<Latency> HEADLINE = List.of(Latency.TTFB, Latency.TTFA, Latency.EAR);

    private CdfCharts() {}

    static SizedChart latencies(BenchResult result) {
        Lines lines = new Lines();
        for (Latency latency : HEADLINE) {
            lines.add(latency.label(), StageColours.of(latency), ReportChart.completed(result), latency::micros);
        }
        return lines.chart(ChartStyle.axis("latency, ms"));
    }

    static SizedChart stages(BenchResult result) {
        Lines lines = new Lines();
        for (Stage stage : ReportChart.usedStages(result)) {
            lines.add(
                    stage.label(),
                    StageColours.of(stage),
                    ReportChart.completed(result),
                    stream -> positive(stream.stages().get(stage)));
        }
        return lines.chart(ChartStyle.logAxis("time in the stage, ms"));
    }

    static SizedChart groups(BenchResult result) {
        Latency latency = last(result);
        List<String> names = GroupNames.of(result.groups());
        Paint[] palette = DefaultDrawingSupplier.DEFAULT_PAINT_SEQUENCE;
        Lines lines = new Lines();
        for (int group = 0; group < names.size(); group++) {
            List<StreamResult> streams = result.streamsOf(result.groups().get(group));
            lines.add(
                    names.get(group),
                    palette[group % palette.length],
                    streams.stream().filter(StreamResult::completed).toList(),
                    latency::micros);
        }
        return lines.chart(ChartStyle.axis(latency.label() + ", ms"));
    }

    /** Returns the last latency that was measured: the time to ear, or else TTFA, or else TTFB. */
    static Latency last(BenchResult result) {
        return Stream.of(Latency.EAR, Latency.TTFA)
                .filter(latency -> result.streams().stream().anyMatch(stream -> latency.micros(stream) != null))
                .findFirst()
                .orElse(Latency.TTFB);
    }

    private static @Nullable Long positive(@Nullable Long micros) {
        return micros == null || micros == 0 ? null : micros;
    }

    /** The lines of one chart. Confined to one thread. */
    private static final class Lines {
        private final XYSeriesCollection all = new XYSeriesCollection();
        private final XYLineAndShapeRenderer renderer = new XYLineAndShapeRenderer(true, false);

        Lines() {
            renderer.setDrawSeriesLineAsPath(true);
        }

        void add(String name, Paint colour, List<StreamResult> streams, Function<StreamResult, @Nullable Long> value) {
            double[] millis = streams.stream()
                    .map(value)
                    .filter(Objects::nonNull)
                    .mapToDouble(micros -> micros / MICROS_PER_MILLI)
                    .sorted()
                    .toArray();
            if (millis.length == 0) {
                return;
            }
            renderer.setSeriesPaint(all.getSeriesCount(), colour);
            renderer.setSeriesStroke(all.getSeriesCount(), ChartStyle.LINE);
            all.addSeries(steps(all.getSeriesCount() + " " + name, millis));
            all.getSeries(all.getSeriesCount() - 1).setDescription(name);
        }

        /** Returns the corners of the stairs, of at most {@value #MAX_STEPS} of the values. */
        private static XYSeries steps(String key, double[] sorted) {
            XYSeries line = new XYSeries(key, false, true);
            int stride = (sorted.length + MAX_STEPS - 1) / MAX_STEPS;
            double share = 0;
            for (int i = Math.min(stride, sorted.length) - 1; i < sorted.length; i = next(i, stride, sorted.length)) {
                line.add(sorted[i], share);
                share = PERCENT * (i + 1) / sorted.length;
                line.add(sorted[i], share);
            }
            return line;
        }

        private static int next(int index, int stride, int length) {
            return index == length - 1 ? length : Math.min(index + stride, length - 1);
        }

        SizedChart chart(ValueAxis axis) {
            renderer.setLegendItemLabelGenerator(
                    (data, series) -> all.getSeries(series).getDescription());
            return ChartStyle.finish(
                    new XYPlot(all, axis, ChartStyle.percentAxis("streams, %"), renderer), ChartStyle.HEIGHT);
        }
    }
}
