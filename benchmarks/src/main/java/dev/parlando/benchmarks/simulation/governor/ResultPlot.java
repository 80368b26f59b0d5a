package dev.parlando.benchmarks.simulation.governor;

import dev.parlando.benchmarks.rig.report.SvgChart;
import java.awt.Color;
import java.awt.Shape;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Rectangle2D;
import java.io.IOException;
import java.nio.file.Path;
import java.text.NumberFormat;
import java.util.List;
import java.util.Locale;
import org.jfree.chart.JFreeChart;
import org.jfree.chart.axis.LogAxis;
import org.jfree.chart.axis.NumberAxis;
import org.jfree.chart.axis.NumberTickUnit;
import org.jfree.chart.plot.XYPlot;
import org.jfree.chart.renderer.xy.XYLineAndShapeRenderer;
import org.jfree.chart.title.TextTitle;
import org.jfree.chart.ui.RectangleEdge;
import org.jfree.data.xy.XYSeries;
import org.jfree.data.xy.XYSeriesCollection;

/**
 * A chart of the used share of the limit over the share of refused requests, for each contender. Stateless.
 *
 * <p>The background is white, so that the chart is readable on a dark page too.
 */
final class ResultPlot {
    private static final Rectangle2D PAGE = new Rectangle2D.Double(0, 0, 860, 560);
    /** The position of zero on the logarithmic axis. Contenders without refusals are drawn side by side from here. */
    private static final double NONE_PERCENT = 0.01;

    private static final double STEP_ASIDE = 1.12;

    private static final double MARK = 7;
    private static final Shape CIRCLE = new Ellipse2D.Double(-MARK / 2, -MARK / 2, MARK, MARK);
    private static final Shape SQUARE = new Rectangle2D.Double(-MARK / 2, -MARK / 2, MARK, MARK);

    private ResultPlot() {}

    static void write(List<RunSummary> summaries, Path file) throws IOException {
        SvgChart.write(chart(summaries), PAGE, file);
    }

    private static JFreeChart chart(List<RunSummary> summaries) {
        XYPlot plot = new XYPlot(points(summaries), refusedAxis(), usedAxis(), marks());
        plot.setBackgroundPaint(Color.WHITE);
        plot.setDomainGridlinePaint(Color.LIGHT_GRAY);
        plot.setRangeGridlinePaint(Color.LIGHT_GRAY);
        JFreeChart chart = new JFreeChart(plot);
        chart.setTitle(new TextTitle("One point per scenario (median); the best corner is top left"));
        chart.setBackgroundPaint(Color.WHITE);
        chart.getLegend().setPosition(RectangleEdge.RIGHT);
        return chart;
    }

    private static XYSeriesCollection points(List<RunSummary> summaries) {
        XYSeriesCollection all = new XYSeriesCollection();
        for (ComparedStrategy contender : ComparedStrategy.values()) {
            XYSeries series = new XYSeries(contender.label());
            double least = NONE_PERCENT * Math.pow(STEP_ASIDE, contender.ordinal());
            summaries.stream()
                    .filter(summary -> summary.contender() == contender)
                    .forEach(summary -> series.add(
                            Math.max(least, summary.median(RunMetrics::limitedPercent)),
                            summary.median(RunMetrics::usedPercent)));
            all.addSeries(series);
        }
        return all;
    }

    private static LogAxis refusedAxis() {
        LogAxis axis = new LogAxis("requests rejected for concurrency, % (far left: none)");
        axis.setTickUnit(new NumberTickUnit(1));
        axis.setNumberFormatOverride(NumberFormat.getNumberInstance(Locale.ROOT));
        axis.setRange(NONE_PERCENT / 1.5, 150);
        return axis;
    }

    private static NumberAxis usedAxis() {
        NumberAxis axis = new NumberAxis("limit used while requests waited, %");
        axis.setRange(0, 103);
        axis.setTickUnit(new NumberTickUnit(10));
        return axis;
    }

    private static XYLineAndShapeRenderer marks() {
        XYLineAndShapeRenderer marks = new XYLineAndShapeRenderer(false, true);
        for (ComparedStrategy contender : ComparedStrategy.values()) {
            marks.setSeriesPaint(contender.ordinal(), new Color(contender.colour()));
            marks.setSeriesShape(contender.ordinal(), contender.isVariant() ? SQUARE : CIRCLE);
            marks.setSeriesShapesFilled(contender.ordinal(), !contender.isVariant());
        }
        return marks;
    }
}
