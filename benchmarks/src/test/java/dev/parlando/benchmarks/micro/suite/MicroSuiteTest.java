package dev.parlando.benchmarks.micro.suite;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MicroSuiteTest {
    private static final String RESULTS =
            """
            [{"benchmark": "dev.parlando.benchmarks.micro.limiter.PermitBenchmark.limiter",
              "primaryMetric": {"score": 60.25, "scoreError": "NaN", "scoreUnit": "ns/op"},
              "secondaryMetrics": {"gc.alloc.rate.norm": {"score": 0.0001}}},
             {"benchmark": "dev.parlando.benchmarks.micro.limiter.PermitBenchmark.semaphore",
              "primaryMetric": {"score": 20.0, "scoreError": 1.5, "scoreUnit": "ns/op"},
              "secondaryMetrics": {"gc.alloc.rate.norm": {"score": 1234.0}}},
             {"benchmark": "dev.parlando.benchmarks.micro.g711.G711Benchmark.ulawDecode",
              "params": {"samples": "16384"},
              "primaryMetric": {"score": 5.5, "scoreError": 0.1, "scoreUnit": "us/op"}}]
            """;

    @TempDir
    private Path directory = Path.of("");

    private List<Score> scores(String release) throws Exception {
        Files.writeString(directory.resolve(release + ".json"), RESULTS);
        return MicroSuite.history(directory).getOrDefault(release, List.of());
    }

    @Test
    void tabulatesMethodsSideBySide() throws Exception {
        assertThat(ScoreTables.of(scores("0.1.0")))
                .isEqualTo(
                        """

                        `PermitBenchmark`, ns/op and B/op:

                        |   | limiter | semaphore |
                        |---|---|---|
                        |  | 60; 0 B | 20 ± 1.50; 1,234 B |

                        `G711Benchmark`, µs/op and B/op:

                        | samples | ulawDecode |
                        |---|---|
                        | 16384 | 5.50 ± 0.10 |
                        """);
    }

    @Test
    void tabulatesPercentilesOfSampledTimes() throws Exception {
        Path results = Files.writeString(
                directory.resolve("ring.json"),
                """
                [{"benchmark": "dev.parlando.benchmarks.micro.ring.HandoverLatencyBenchmark.publishAndArrive",
                  "mode": "sample", "params": {"pauseMicros": "0", "through": "ring-blocking"},
                  "primaryMetric": {"score": 6.5, "scoreError": 0.1, "scoreUnit": "us/op",
                                    "scorePercentiles": {"50.0": 4.25, "99.0": 24.6}},
                  "secondaryMetrics": {"gc.alloc.rate.norm": {"score": 0.001}}}]
                """);
        assertThat(ScoreTables.of(Score.read(results)))
                .contains("`HandoverLatencyBenchmark`, µs/op as p50 / p99 and B/op:", "| 4.25 / 25; 0 B |");
    }

    @Test
    void comparesOnlyPairsThatWereMeasured() throws Exception {
        List<Score> scores = scores("0.1.0");
        assertThat(Comparison.ALL.stream()
                        .filter(comparison -> comparison.ratio(scores).isPresent())
                        .map(Comparison::label))
                .containsExactly("permit / semaphore");
    }

    @Test
    void plotsEachRelease() throws Exception {
        scores("0.1.0");
        scores("0.2.0");
        Map<String, List<Score>> releases = MicroSuite.history(directory);
        Path plot = directory.resolve("plot.svg");

        RatioPlot.write(releases, plot);

        assertThat(releases.keySet()).containsExactly("0.1.0", "0.2.0");
        assertThat(Files.readString(plot)).contains("<svg", "permit / semaphore", "0.1.0", "0.2.0");
    }

    @Test
    void comparesBenchmarksThatExist() {
        List<String> benchmarks = MicroBenchmarksTest.benchmarks();
        for (Comparison comparison : Comparison.ALL) {
            for (Comparison.Side side : List.of(comparison.component(), comparison.baseline())) {
                assertThat(benchmarks).anyMatch(name -> name.endsWith(comparison.type() + "." + side.method()));
            }
        }
    }
}
