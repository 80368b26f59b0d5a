package dev.parlando.benchmarks.micro.suite;

import dev.parlando.benchmarks.rig.report.GeneratedSection;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.results.format.ResultFormatType;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;

/**
 * A program that runs all JMH benchmarks of single components, stores the results of the release, and writes the generated
 * section of {@code docs/benchmarks.md} with its plot.
 *
 * <p>Run it in the folder of the project. The argument is the release, the name of the results file.
 */
public final class MicroSuite {
    private static final Path PAGE = Path.of("docs", "benchmarks.md");
    private static final Path PLOT = Path.of("docs", "benchmarks.svg");
    private static final Path HISTORY = Path.of("benchmarks", "results");
    private static final String ENDING = ".json";
    private static final TimeValue ITERATION = TimeValue.milliseconds(400);

    private MicroSuite() {}

    /** Runs the suite. */
    public static void main(String[] arguments) throws IOException, RunnerException {
        if (arguments.length != 1) {
            System.err.println("usage: MicroSuite RELEASE, such as 0.1.0, in the folder of the project");
            System.exit(2);
        }
        Files.createDirectories(HISTORY);
        run(HISTORY.resolve(arguments[0] + ENDING));
        Map<String, List<Score>> releases = history(HISTORY);
        RatioPlot.write(releases, PLOT);
        GeneratedSection.replace(PAGE, conditions(arguments[0]) + ScoreTables.of(scores(releases, arguments[0])));
    }

    private static void run(Path results) throws RunnerException {
        new Runner(new OptionsBuilder()
                        .include("benchmarks\\.micro\\.")
                        .forks(1)
                        .warmupIterations(2)
                        .warmupTime(ITERATION)
                        .measurementIterations(3)
                        .measurementTime(ITERATION)
                        .addProfiler(GCProfiler.class)
                        .resultFormat(ResultFormatType.JSON)
                        .result(results.toString())
                        .build())
                .run();
    }

    /** Returns the scores of each release, in the order of the names. */
    static Map<String, List<Score>> history(Path directory) throws IOException {
        Map<String, List<Score>> releases = new LinkedHashMap<>();
        try (Stream<Path> files = Files.list(directory)) {
            for (Path file : files.filter(path -> path.toString().endsWith(ENDING))
                    .sorted()
                    .toList()) {
                releases.put(file.getFileName().toString().replace(ENDING, ""), Score.read(file));
            }
        }
        return releases;
    }

    private static List<Score> scores(Map<String, List<Score>> releases, String release) {
        return releases.getOrDefault(release, List.of());
    }

    private static String conditions(String release) {
        return "\n" + release + ", " + LocalDate.now(ZoneOffset.UTC) + ", "
                + ManagementFactory.getRuntimeMXBean().getVmName() + " " + System.getProperty("java.version") + ", "
                + System.getProperty("os.name") + ", " + Runtime.getRuntime().availableProcessors()
                + " processors; 1 fork, 2 + 3 iterations of 400 ms, `-prof gc`.\n\n"
                + "![Time of each component divided by that of its baseline](benchmarks.svg)\n";
    }
}
