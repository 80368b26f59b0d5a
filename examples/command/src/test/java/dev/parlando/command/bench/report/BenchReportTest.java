package dev.parlando.command.bench.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.parlando.command.bench.result.BenchResult;
import dev.parlando.command.bench.result.BenchSamples;
import dev.parlando.command.bench.result.ResultFiles;
import dev.parlando.command.bench.result.ResultJson;
import dev.parlando.command.bench.result.StreamGroup;
import dev.parlando.command.bench.result.StreamResult;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BenchReportTest {
    private static final String HOSTILE =
            "</script><script>alert(1)</script> \"q\" 'a' <!-- & <img src=x onerror=alert(2)>";

    private static final Pattern DATA =
            Pattern.compile("<script type=\"application/json\" id=\"data\">(.*?)</script>", Pattern.DOTALL);

    @TempDir
    private Path folder;

    @Test
    void pageContainsTheResultAndItsPercentiles() throws IOException {
        BenchResult result = BenchSamples.result(200);
        JsonNode data = data(page(result));
        assertThat(ResultJson.parse(data.get("result").toString(), "page")).isEqualTo(result);
        JsonNode first = data.get("figures").get(0);
        assertThat(first.get("key").asText()).isEqualTo("ttfbMicros");
        assertThat(first.get("count").asInt()).isEqualTo(200);
        assertThat(first.get("micros").get(0).asLong()).isCloseTo(100_400, Offset.offset(200L));
        assertThat(data.get("groups").toString()).isEqualTo("[\"mp3_44100_128\",\"pcm_24000\"]");
    }

    @Test
    void pageLoadsNothing() throws IOException {
        String page = page(BenchSamples.result(3));
        assertThat(page.contains("default-src 'none'")).isTrue();
        assertThat(Pattern.compile("/\\*(STYLE|LIBRARY|SCRIPT|DATA)\\*/")
                        .matcher(page)
                        .find())
                .isFalse();
        String withoutScripts = page.replaceAll("(?s)<script.*?</script>", "");
        assertThat(withoutScripts).doesNotContain("http:", "https:", "src=", "<link", "@import", "url(");
    }

    /** The page has exactly its three script elements. */
    @Test
    void userTextsCannotEndTheDataElement() throws IOException {
        StreamGroup group = new StreamGroup(HOSTILE, HOSTILE, HOSTILE, HOSTILE, 8);
        BenchResult result = new BenchResult(
                BenchSamples.conditions(),
                List.of(BenchSamples.completed(0, group, 5), BenchSamples.failed(1, group, HOSTILE, HOSTILE)));
        String page = page(result);
        assertThat(occurrences(page, "<script")).isEqualTo(3);
        assertThat(occurrences(page, "</script")).isEqualTo(3);
        assertThat(occurrences(page, "<img src=x")).isZero();
        JsonNode stream = data(page).get("result").get("streams").get(1);
        assertThat(stream.get("message").asText()).isEqualTo(HOSTILE);
    }

    @Test
    void scriptsSetNoMarkup() throws IOException {
        for (String name : List.of("report-data.js", "report-charts.js", "report-page.js")) {
            try (var in = BenchReport.class.getResourceAsStream(name)) {
                assertThat(new String(in.readAllBytes(), StandardCharsets.UTF_8))
                        .as(name)
                        .doesNotContain("innerHTML", "outerHTML", "insertAdjacentHTML", "document.write", "eval(");
            }
        }
    }

    @Test
    void replacesEachFileAsWhole(@TempDir Path links) throws IOException {
        ResultFiles.write(BenchSamples.result(200), folder);
        BenchReport.write(BenchSamples.result(200), folder);
        Map<Path, byte[]> contents = new HashMap<>();
        for (Path file : files()) {
            Path link = links.resolve(file.getFileName());
            contents.put(Files.createLink(link, file), Files.readAllBytes(file));
        }

        ResultFiles.write(BenchSamples.result(50), folder);
        BenchReport.write(BenchSamples.result(50), folder);

        assertThat(contents).hasSizeGreaterThan(8);
        contents.forEach((link, content) -> assertThat(link).hasBinaryContent(content));
        assertThat(files()).hasSameSizeAs(contents.keySet());
    }

    private List<Path> files() throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(Files::isRegularFile).toList();
        }
    }

    @Test
    void writesEachChartAsSvgAndPng() throws IOException {
        BenchReport.write(BenchSamples.result(200), folder);
        List<String> names = List.of("latency-cdf", "stage-cdf", "group-cdf", "stages", "waterfall", "throughput");
        assertThat(charts())
                .containsExactlyInAnyOrderElementsOf(names.stream()
                        .flatMap(name -> Stream.of(name + ".svg", name + ".png"))
                        .toList());
        for (String name : names) {
            assertThat(texts(name)).isNotEmpty();
            BufferedImage png =
                    ImageIO.read(folder.resolve("charts").resolve(name + ".png").toFile());
            assertThat(png.getWidth()).isEqualTo(2 * ChartStyle.WIDTH);
        }
    }

    @Test
    void chartsStateQuantitiesAndUnits() throws IOException {
        BenchReport.write(BenchSamples.result(50), folder);
        assertThat(texts("latency-cdf")).contains("TTFB", "TTFA", "latency, ms").doesNotContain("time to ear");
        assertThat(texts("stage-cdf")).contains("time in the stage, ms", "queue", "response headers");
        assertThat(texts("waterfall")).contains("time since the planned start, ms", "response headers");
    }

    @Test
    void loadCurvesHaveAPointForEachLevel() throws IOException {
        BenchReport.write(BenchSamples.levels(1, 16), folder);
        assertThat(texts("stream-load-curve")).contains("completed streams per second", "TTFB p50", "TTFA p99", "16");
        assertThat(texts("audio-load-curve")).contains("seconds of audio per second");
    }

    @Test
    void resultWithoutACompletedStreamHasAWaterfallOnly() throws IOException {
        List<StreamResult> failed = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            failed.add(BenchSamples.failed(i, BenchSamples.MP3, "timeout", null));
        }
        BenchReport.write(new BenchResult(BenchSamples.conditions(), failed), folder);
        assertThat(charts()).containsExactlyInAnyOrder("waterfall.svg", "waterfall.png");
        assertThat(data(Files.readString(folder.resolve("report.html"))).get("figures"))
                .isEmpty();
    }

    @Test
    void writesResultsOfOneStreamAndOfNone() throws IOException {
        BenchReport.write(BenchSamples.result(1), folder);
        assertThat(charts()).contains("latency-cdf.svg").doesNotContain("group-cdf.svg");
        BenchReport.write(new BenchResult(BenchSamples.conditions(), List.of()), folder);
        assertThat(folder.resolve("report.html")).isNotEmptyFile();
    }

    /** Returns the texts of a chart. A text that is turned is drawn as a shape and is missing. */
    private List<String> texts(String chart) throws IOException {
        String svg = Files.readString(folder.resolve("charts").resolve(chart + ".svg"));
        return Pattern.compile("<text[^>]*font-size:1[34]px[^>]*>([^<]*)</text>")
                .matcher(svg)
                .results()
                .map(text -> text.group(1))
                .toList();
    }

    private List<String> charts() throws IOException {
        try (Stream<Path> files = Files.list(folder.resolve("charts"))) {
            return files.map(file -> file.getFileName().toString()).toList();
        }
    }

    private String page(BenchResult result) throws IOException {
        BenchReport.write(result, folder);
        return Files.readString(folder.resolve("report.html"));
    }

    private static JsonNode data(String page) throws IOException {
        Matcher data = DATA.matcher(page);
        assertThat(data.find()).isTrue();
        return new JsonMapper().readTree(data.group(1));
    }

    private static int occurrences(String page, String text) {
        return (int)
                Pattern.compile(Pattern.quote(text)).matcher(page).results().count();
    }
}
