package dev.parlando.benchmarks.micro.suite;

import dev.parlando.benchmarks.rig.report.SvgChart;
import java.awt.Color;
import java.awt.geom.Rectangle2D;
import java.io.IOException;
import java.nio.file.Path;
import java.text.NumberFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jfree.chart.ChartFactory;
import org.jfree.chart.JFreeChart;
import org.jfree.chart.axis.LogAxis;
import org.jfree.chart.axis.NumberTickUnit;
import org.jfree.chart.plot.CategoryPlot;
import org.jfree.chart.plot.PlotOrientation;
import org.jfree.chart.plot.ValueMarker;
import org.jfree.chart.renderer.category.BarRenderer;
import org.jfree.chart.renderer.category.StandardBarPainter;
import org.jfree.data.category.DefaultCategoryDataset;

/** A bar chart of all comparisons, with one bar per release. Stateless. */
final class RatioPlot {
    private static final int WIDTH = 860;
    private static final int HEIGHT_PER_COMPARISON = 34;
    private static final int HEIGHT_OF_AXES = 110;
    private static final Color[] RELEASES = {
        new Color(0x1F77B4), new Color(0xFF7F0E), new Color(0x2CA02C), new Color(0x9467BD), new Color(0x8C564B)
    };

    private RatioPlot() {}

    /** Writes the chart of the scores of each release, oldest first. */
    static void write(Map<String, List<Score>> releases, Path file) throws IOException {
        int height = HEIGHT_OF_AXES + HEIGHT_PER_COMPARISON * Comparison.ALL.size();
        SvgChart.write(chart(releases), new Rectangle2D.Double(0, 0, WIDTH, height), file);
    }

    private static JFreeChart chart(Map<String, List<Score>> releases) {
        DefaultCategoryDataset ratios = new DefaultCategoryDataset();
        releases.forEach((release, scores) -> Comparison.ALL.forEach(comparison ->
                comparison.ratio(scores).ifPresent(ratio -> ratios.addValue(ratio, release, comparison.label()))));
        JFreeChart chart = ChartFactory.createBarChart(
                "Time of the component / time of the baseline, same run (less is faster)",
                null,
                null,
                ratios,
                PlotOrientation.HORIZONTAL,
                true,
                false,
                false);
        style(chart.getCategoryPlot());
        chart.setBackgroundPaint(Color.WHITE);
        return chart;
    }

    private static void style(CategoryPlot plot) {
        LogAxis axis = new LogAxis();
        axis.setTickUnit(new NumberTickUnit(1));
        axis.setNumberFormatOverride(NumberFormat.getNumberInstance(Locale.ROOT));
        axis.setSmallestValue(0.001);
        plot.setRangeAxis(axis);
        plot.setBackgroundPaint(Color.WHITE);
        plot.setRangeGridlinePaint(Color.LIGHT_GRAY);
        plot.addRangeMarker(new ValueMarker(1, Color.DARK_GRAY, plot.getRangeGridlineStroke()));
        BarRenderer bars = (BarRenderer) plot.getRenderer();
        bars.setBarPainter(new StandardBarPainter());
        bars.setShadowVisible(false);
        bars.setBase(1);
        for (int i = 0; i < RELEASES.length; i++) {
            bars.setSeriesPaint(i, RELEASES[i]);
        }
    }
}
