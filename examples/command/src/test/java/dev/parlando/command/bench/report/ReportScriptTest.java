package dev.parlando.command.bench.report;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.parlando.command.bench.result.BenchResult;
import dev.parlando.command.bench.result.BenchSamples;
import dev.parlando.command.bench.result.StreamResult;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Runs the scripts of the page in Node on a stub of the document. */
class ReportScriptTest {
    private static final Pattern SCRIPT = Pattern.compile("<script([^>]*)>(.*?)</script>", Pattern.DOTALL);

    @TempDir
    private Path folder;

    @BeforeAll
    static void findNode() {
        boolean found = Stream.of(System.getenv("PATH").split(File.pathSeparator, -1))
                .anyMatch(directory -> Files.isExecutable(Path.of(directory, "node")));
        assumeTrue(found, "Node.js is not on the PATH");
    }

    @Test
    void drawsEachChart() throws Exception {
        assertThat(run(BenchSamples.result(200)))
                .contains("charts: against-load cdf-group cdf-latency cdf-stage over-run stage-bar waterfall")
                .contains("TTFB time to first byte 100 ms", "200   of 200 completed", "failures: No stream failed.");
    }

    @Test
    void drawsLevelsOfLoad() throws Exception {
        assertThat(run(BenchSamples.levels(1, 2, 4)))
                .contains(
                        "charts: against-load cdf-group cdf-latency cdf-stage load-audio load-streams over-run stage-bar"
                                + " waterfall")
                .contains("levels: 1 30 0 30.00 63.0 1.40 ms 1.40 ms 31.5 ms 31.5 ms 2 30 0");
    }

    @Test
    void drawsOneStream() throws Exception {
        assertThat(run(BenchSamples.result(1)))
                .contains("charts: against-load cdf-latency cdf-stage over-run stage-bar waterfall")
                .contains("Only 1 stream completed.");
    }

    @Test
    void explainsThatEveryStreamFailed() throws Exception {
        List<StreamResult> failed = IntStream.range(0, 4)
                .mapToObj(index -> BenchSamples.failed(index, BenchSamples.MP3, "timeout", "</script> no byte"))
                .toList();
        assertThat(run(new BenchResult(BenchSamples.conditions(), failed)))
                .contains(
                        "charts: over-run waterfall",
                        "notices: Every stream failed",
                        "timeout 4 100 % #0 </script> no byte");
    }

    @Test
    void acceptsAResultWithoutStreams() throws Exception {
        assertThat(run(new BenchResult(BenchSamples.conditions(), List.of())))
                .contains("charts: \n", "notices: The run has no streams.");
    }

    private String run(BenchResult result) throws IOException, InterruptedException {
        StringBuilder program = new StringBuilder(stub());
        Matcher scripts = SCRIPT.matcher(ReportPage.html(result));
        while (scripts.find()) {
            String text = scripts.group(2);
            if (scripts.group(1).contains("id=\"data\"")) {
                program.append("document.getElementById('data').textContent = ")
                        .append("JSON.stringify(")
                        .append(text)
                        .append(");\n");
            } else if (text.contains("STAGE_COLOURS")) {
                program.append(text);
            }
        }
        Path file = Files.writeString(folder.resolve("page.js"), program);
        Process node = new ProcessBuilder("node", file.toString())
                .redirectErrorStream(true)
                .start();
        String output = new String(node.getInputStream().readAllBytes(), UTF_8);
        assertThat(node.waitFor()).as(output).isZero();
        return output;
    }

    private static String stub() throws IOException {
        try (InputStream in = Objects.requireNonNull(ReportScriptTest.class.getResourceAsStream("page-stub.js"))) {
            return new String(in.readAllBytes(), UTF_8);
        }
    }
}
