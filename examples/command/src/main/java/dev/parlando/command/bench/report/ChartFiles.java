package dev.parlando.command.bench.report;

import de.erichseifert.vectorgraphics2d.VectorGraphics2D;
import de.erichseifert.vectorgraphics2d.svg.SVGProcessor;
import de.erichseifert.vectorgraphics2d.util.PageSize;
import dev.parlando.command.console.CompleteFile;
import java.awt.geom.Rectangle2D;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.regex.Pattern;
import org.jfree.chart.ChartUtils;

/** The SVG and PNG files of a chart. Stateless. */
final class ChartFiles {
    /** The digits after the first decimal place of a pixel, which would make up most of the file. */
    private static final Pattern EXCESS_DIGITS = Pattern.compile("(\\.\\d)\\d+");

    private static final int PNG_SCALE = 2;

    private ChartFiles() {}

    static void write(SizedChart chart, Path directory, String name) throws IOException {
        CompleteFile.write(directory.resolve(name + ".svg"), svg(chart));
        CompleteFile.write(directory.resolve(name + ".png"), png(chart));
    }

    private static byte[] png(SizedChart chart) throws IOException {
        ByteArrayOutputStream drawn = new ByteArrayOutputStream();
        ChartUtils.writeScaledChartAsPNG(drawn, chart.chart(), chart.width(), chart.height(), PNG_SCALE, PNG_SCALE);
        return drawn.toByteArray();
    }

    private static String svg(SizedChart chart) throws IOException {
        VectorGraphics2D graphics = new VectorGraphics2D();
        chart.chart().draw(graphics, new Rectangle2D.Double(0, 0, chart.width(), chart.height()));
        ByteArrayOutputStream drawn = new ByteArrayOutputStream();
        new SVGProcessor()
                .getDocument(graphics.getCommands(), new PageSize(chart.width(), chart.height()))
                .writeTo(drawn);
        return EXCESS_DIGITS.matcher(drawn.toString(StandardCharsets.UTF_8)).replaceAll("$1");
    }
}
