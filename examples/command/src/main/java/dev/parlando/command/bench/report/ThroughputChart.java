package dev.parlando.command.bench.report;

import dev.parlando.command.bench.result.BenchResult;
import dev.parlando.command.bench.result.Latency;
import dev.parlando.command.bench.result.StreamResult;
import java.awt.Color;
import java.util.List;
import org.jfree.chart.plot.XYPlot;
import org.jfree.chart.renderer.xy.XYLineAndShapeRenderer;
import org.jfree.chart.renderer.xy.XYStepRenderer;
import org.jfree.data.xy.XYSeries;
import org.jfree.data.xy.XYSeriesCollection;

/** The latency of each stream at its start, with the completed streams per second. Stateless. */
final class ThroughputChart {
    private static final double MICROS_PER_MILLI = 1000;
    private static final double MICROS_PER_SECOND = 1e6;
    private static final int STREAMS_PER_SLICE = 5;
    private static final int MIN_SLICES = 4;
    private static final int MAX_SLICES = 40;

    private ThroughputChart() {}

    static SizedChart of(BenchResult result) {
        Latency latency = CdfCharts.last(result);
        List<StreamResult> completed = ReportChart.completed(result);
        XYLineAndShapeRenderer points = new XYLineAndShapeRenderer(false, true);
        points.setSeriesPaint(0, StageColours.of(latency));
        points.setSeriesShape(0, ChartStyle.POINT);
        XYPlot plot = new XYPlot(
                new XYSeriesCollection(latencies(completed, latency)),
                ChartStyle.axis("time since the start of the run, s"),
                ChartStyle.axis(latency.label() + ", ms"),
                points);
        XYStepRenderer steps = new XYStepRenderer();
        steps.setSeriesPaint(0, Color.GRAY);
        plot.setDataset(1, new XYSeriesCollection(throughput(completed)));
        plot.setRenderer(1, steps);
        plot.setRangeAxis(1, ChartStyle.axis("completed streams per second"));
        plot.mapDatasetToRangeAxis(1, 1);
        return ChartStyle.finish(plot, ChartStyle.HEIGHT);
    }

    private static XYSeries latencies(List<StreamResult> completed, Latency latency) {
        XYSeries points = new XYSeries(latency.label());
        for (StreamResult stream : completed) {
            Long micros = latency.micros(stream);
            if (micros != null) {
                points.add(stream.intendedMicros() / MICROS_PER_SECOND, micros / MICROS_PER_MILLI);
            }
        }
        return points;
    }

    private static XYSeries throughput(List<StreamResult> completed) {
        double end = Math.max(
                1, completed.stream().mapToLong(ThroughputChart::end).max().orElse(1));
        int slices = Math.max(MIN_SLICES, Math.min(MAX_SLICES, completed.size() / STREAMS_PER_SLICE));
        int[] counts = new int[slices];
        completed.forEach(stream -> counts[(int) Math.min(slices - 1, end(stream) * slices / end)]++);
        XYSeries line = new XYSeries("completed streams per second");
        for (int slice = 0; slice < slices; slice++) {
            line.add(slice * end / slices / MICROS_PER_SECOND, counts[slice] * slices * MICROS_PER_SECOND / end);
        }
        line.add(end / MICROS_PER_SECOND, counts[slices - 1] * slices * MICROS_PER_SECOND / end);
        return line;
    }

    private static long end(StreamResult stream) {
        Long total = stream.totalMicros();
        return stream.intendedMicros() + (total == null ? 0 : total);
    }
}
