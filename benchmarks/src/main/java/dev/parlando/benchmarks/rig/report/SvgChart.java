package dev.parlando.benchmarks.rig.report;

import static java.nio.charset.StandardCharsets.UTF_8;

import de.erichseifert.vectorgraphics2d.VectorGraphics2D;
import de.erichseifert.vectorgraphics2d.svg.SVGProcessor;
import de.erichseifert.vectorgraphics2d.util.PageSize;
import java.awt.geom.Rectangle2D;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;
import org.jfree.chart.JFreeChart;

/** An SVG file of a chart. Stateless. */
public final class SvgChart {
    /** The digits after the first decimal place of a pixel, which would make up most of the file. */
    private static final Pattern DIGITS_TOO_MANY = Pattern.compile("(\\.\\d)\\d+");

    private SvgChart() {}

    /** Writes a chart of the given size in pixels. */
    public static void write(JFreeChart chart, Rectangle2D page, Path file) throws IOException {
        VectorGraphics2D graphics = new VectorGraphics2D();
        chart.draw(graphics, page);
        PageSize size = new PageSize(page.getWidth(), page.getHeight());
        ByteArrayOutputStream drawn = new ByteArrayOutputStream();
        new SVGProcessor().getDocument(graphics.getCommands(), size).writeTo(drawn);
        Files.writeString(file, DIGITS_TOO_MANY.matcher(drawn.toString(UTF_8)).replaceAll("$1"));
    }
}
