package dev.parlando.command.bench.report;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.awt.Shape;
import java.awt.geom.Ellipse2D;
import java.text.DecimalFormat;
import java.text.DecimalFormatSymbols;
import java.util.Locale;
import org.jfree.chart.JFreeChart;
import org.jfree.chart.axis.Axis;
import org.jfree.chart.axis.LogAxis;
import org.jfree.chart.axis.NumberAxis;
import org.jfree.chart.axis.NumberTickUnit;
import org.jfree.chart.axis.NumberTickUnitSource;
import org.jfree.chart.block.BlockBorder;
import org.jfree.chart.plot.CategoryPlot;
import org.jfree.chart.plot.Plot;
import org.jfree.chart.plot.XYPlot;
import org.jfree.chart.title.LegendTitle;
import org.jfree.chart.ui.RectangleInsets;

/** Fonts, lines and axes of the charts: black on white, without a title, for a page with a caption. Stateless. */
final class ChartStyle {
    static final int WIDTH = 820;
    static final int HEIGHT = 460;
    static final BasicStroke LINE = new BasicStroke(2);
    static final Shape POINT = new Ellipse2D.Double(-2.5, -2.5, 5, 5);

    private static final Font LABEL = new Font(Font.SANS_SERIF, Font.PLAIN, 14);
    /** Not 12 points: VectorGraphics2D leaves that size out of the SVG, and a browser then takes 16. */
    private static final Font TICK = new Font(Font.SANS_SERIF, Font.PLAIN, 13);

    private static final Color GRID = new Color(0xdddddd);
    private static final double PERCENT = 100;

    private ChartStyle() {}

    static SizedChart finish(Plot plot, int height) {
        JFreeChart chart = new JFreeChart(null, LABEL, plot, true);
        chart.setBackgroundPaint(Color.WHITE);
        chart.setPadding(new RectangleInsets(10, 4, 4, 18));
        plot.setBackgroundPaint(Color.WHITE);
        plot.setOutlineVisible(false);
        if (plot instanceof XYPlot xy) {
            xy.setDomainGridlinePaint(GRID);
            xy.setRangeGridlinePaint(GRID);
        } else if (plot instanceof CategoryPlot categories) {
            categories.setRangeGridlinePaint(GRID);
        }
        LegendTitle legend = chart.getLegend();
        legend.setItemFont(TICK);
        legend.setFrame(BlockBorder.NONE);
        return new SizedChart(chart, WIDTH, height);
    }

    static NumberAxis axis(String label) {
        NumberAxis axis = new NumberAxis(label);
        styled(axis);
        axis.setStandardTickUnits(new NumberTickUnitSource(false));
        return axis;
    }

    static NumberAxis percentAxis(String label) {
        NumberAxis axis = axis(label);
        axis.setRange(0, PERCENT);
        axis.setTickUnit(new NumberTickUnit(PERCENT / 5));
        return axis;
    }

    static LogAxis logAxis(String label) {
        LogAxis axis = new LogAxis(label);
        styled(axis);
        axis.setTickUnit(new NumberTickUnit(1));
        axis.setNumberFormatOverride(new DecimalFormat("#.####", DecimalFormatSymbols.getInstance(Locale.ROOT)));
        return axis;
    }

    static void styled(Axis axis) {
        axis.setLabelFont(LABEL);
        axis.setTickLabelFont(TICK);
        axis.setAxisLinePaint(Color.GRAY);
    }
}
