package dev.parlando.command.bench.report;

import dev.parlando.command.bench.result.BenchResult;
import dev.parlando.command.console.CompleteFile;
import dev.parlando.error.PlaybackException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;

/** The report of a run for people: {@value #PAGE_NAME} and the folder {@value #CHARTS_NAME}. Stateless. */
public final class BenchReport {
    /** Name of the HTML page, which contains its scripts and data and loads nothing. */
    public static final String PAGE_NAME = "report.html";

    /** Name of the folder with each chart as SVG and PNG. */
    public static final String CHARTS_NAME = "charts";

    private static final System.Logger LOG = System.getLogger(BenchReport.class.getName());

    private BenchReport() {}

    /**
     * Writes the page and the charts. A JVM without fonts cannot draw the charts; a warning is logged then.
     *
     * @param directory an existing directory
     */
    public static void write(BenchResult result, Path directory) throws IOException {
        Objects.requireNonNull(result, "result");
        CompleteFile.write(directory.resolve(PAGE_NAME), ReportPage.html(result));
        Path charts = Files.createDirectories(directory.resolve(CHARTS_NAME));
        if (System.getProperty("java.awt.headless") == null) {
            System.setProperty("java.awt.headless", "true"); // A display that is named but absent would be an error.
        }
        try {
            writeCharts(result, charts);
        } catch (PlaybackException notWritten) {
            throw notWritten;
        } catch (RuntimeException | LinkageError | InternalError e) {
            LOG.log(
                    System.Logger.Level.WARNING,
                    "the folder {0} is incomplete: Java cannot draw text ({1})",
                    charts,
                    e);
        }
    }

    private static void writeCharts(BenchResult result, Path charts) throws IOException {
        for (ReportChart chart : ReportChart.values()) {
            if (chart.applies(result)) {
                ChartFiles.write(chart.draw(result), charts, chart.fileName());
            }
        }
    }
}
