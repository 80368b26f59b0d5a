package dev.parlando.command.bench.report;

import dev.parlando.command.bench.result.BenchResult;
import dev.parlando.command.console.RowPrinter;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The HTML page of a report, put together from its template, style, scripts and data. Stateless. */
final class ReportPage {
    /** Apache ECharts with lines, bars and points only, from the library's WebJar. */
    private static final String CHART_LIBRARY = "META-INF/resources/webjars/echarts/5.5.0/echarts.common.min.js";

    private ReportPage() {}

    static String html(BenchResult result) throws IOException {
        String scripts = Stream.of("report-data.js", "report-charts.js", "report-page.js")
                .map(ReportPage::own)
                .collect(Collectors.joining("\n"));
        StringBuilder page = new StringBuilder(own("report.html"));
        insert(page, "/*STYLE*/", own("report.css"));
        insert(page, "/*LIBRARY*/", insideScript(chartLibrary()));
        insert(page, "/*SCRIPT*/", insideScript(scripts));
        insert(page, "/*DATA*/", json(result));
        return page.toString();
    }

    /** Returns the data with all characters escaped that could end a script element or begin a comment in it. */
    private static String json(BenchResult result) {
        return RowPrinter.toJson(ReportData.of(result))
                .replace("<", "\\u003c")
                .replace(">", "\\u003e")
                .replace("&", "\\u0026");
    }

    /** Returns a script with each end tag in its strings escaped. */
    private static String insideScript(String script) {
        return script.replace("</", "<\\/");
    }

    private static void insert(StringBuilder page, String mark, String text) {
        int at = page.indexOf(mark);
        page.replace(at, at + mark.length(), text);
    }

    private static String own(String name) {
        try (InputStream in = Objects.requireNonNull(ReportPage.class.getResourceAsStream(name), name)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new IllegalStateException(name, e);
        }
    }

    private static String chartLibrary() throws IOException {
        ClassLoader libraries = Objects.requireNonNull(ReportPage.class.getClassLoader());
        try (InputStream in =
                Objects.requireNonNull(libraries.getResourceAsStream(CHART_LIBRARY), "the WebJar of ECharts")) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
