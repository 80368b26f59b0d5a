package dev.parlando.benchmarks.endtoend.transport;

import dev.parlando.benchmarks.endtoend.peers.Peer;
import dev.parlando.benchmarks.rig.report.Measurement;
import dev.parlando.benchmarks.rig.report.SvgChart;
import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.geom.Rectangle2D;
import java.io.IOException;
import java.nio.file.Path;
import java.text.NumberFormat;
import java.util.Locale;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import org.jfree.chart.JFreeChart;
import org.jfree.chart.axis.LogAxis;
import org.jfree.chart.axis.NumberTickUnit;
import org.jfree.chart.plot.CombinedDomainXYPlot;
import org.jfree.chart.plot.XYPlot;
import org.jfree.chart.renderer.xy.XYLineAndShapeRenderer;
import org.jfree.chart.ui.RectangleInsets;
import org.jfree.data.xy.XYSeries;
import org.jfree.data.xy.XYSeriesCollection;

/** A chart of the lateness and the cost of a chunk over the number of streams, with a line for each client. Stateless. */
final class PacedPlot {
    private static final Rectangle2D PAGE = new Rectangle2D.Double(0, 0, 860, 980);
    /** Wide on the right, since a viewer may have a wider font. */
    private static final RectangleInsets LABEL_PADDING = new RectangleInsets(2, 2, 2, 24);

    private static final float LINE_WIDTH = 2;
    private static final Color[] CLIENTS = {
        new Color(0x1F77B4),
        new Color(0x17BECF),
        new Color(0x7F7F7F),
        new Color(0xD62728),
        new Color(0x9467BD),
        new Color(0xFF7F0E)
    };

    private PacedPlot() {}

    /** Writes the chart of the runs with each number of streams. */
    static void write(Map<Integer, Map<Peer, Measurement>> runs, Path file) throws IOException {
        CombinedDomainXYPlot plots = new CombinedDomainXYPlot(axis("streams"));
        plots.add(plot("p50, µs", runs, run -> run.micros(50)));
        plots.add(plot("p99, µs", runs, run -> run.micros(99)));
        plots.add(plot("CPU per chunk, µs", runs, Measurement::cpuMicrosPerUnit));
        plots.setFixedLegendItems(plots.getSubplots().get(0).getLegendItems());
        JFreeChart chart = new JFreeChart("From the write of the server to the handler, 320 B every 20 ms", plots);
        chart.setBackgroundPaint(Color.WHITE);
        chart.getLegend().setItemLabelPadding(LABEL_PADDING);
        SvgChart.write(chart, PAGE, file);
    }

    private static XYPlot plot(
            String label, Map<Integer, Map<Peer, Measurement>> runs, ToDoubleFunction<Measurement> figure) {
        XYSeriesCollection lines = new XYSeriesCollection();
        for (Peer peer : Peer.CLIENTS) {
            XYSeries line = new XYSeries(peer.label());
            runs.forEach((streams, measured) -> {
                Measurement run = measured.get(peer);
                if (run != null) {
                    line.add(streams.doubleValue(), figure.applyAsDouble(run));
                }
            });
            lines.addSeries(line);
        }
        XYPlot plot = new XYPlot(lines, null, axis(label), renderer());
        plot.setBackgroundPaint(Color.WHITE);
        plot.setDomainGridlinePaint(Color.LIGHT_GRAY);
        plot.setRangeGridlinePaint(Color.LIGHT_GRAY);
        return plot;
    }

    private static XYLineAndShapeRenderer renderer() {
        XYLineAndShapeRenderer renderer = new XYLineAndShapeRenderer(true, true);
        for (int i = 0; i < CLIENTS.length; i++) {
            renderer.setSeriesPaint(i, CLIENTS[i]);
            renderer.setSeriesStroke(i, new BasicStroke(LINE_WIDTH));
        }
        return renderer;
    }

    private static LogAxis axis(String label) {
        LogAxis axis = new LogAxis(label);
        axis.setTickUnit(new NumberTickUnit(1));
        axis.setNumberFormatOverride(NumberFormat.getNumberInstance(Locale.ROOT));
        return axis;
    }
}
