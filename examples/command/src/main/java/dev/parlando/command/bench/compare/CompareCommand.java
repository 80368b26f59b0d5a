package dev.parlando.command.bench.compare;

import dev.parlando.command.bench.result.BenchResult;
import dev.parlando.command.bench.result.ResultFiles;
import dev.parlando.command.bench.result.ResultJson;
import dev.parlando.command.console.FailureReporter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** The {@code bench compare} verb: states the differences between two results that exceed the noise. */
@Command(
        name = "compare",
        description = {
            "Compares two results of parlando bench: which latencies differ by more than the noise, and in which stage.",
            "",
            "The exit code is 0 whether or not the results differ. The verdict is in the first line, and in the"
                    + " field verdict of --json."
        },
        footer = {"", FailureReporter.EXIT_CODES})
public final class CompareCommand implements Runnable {
    @Parameters(index = "0", paramLabel = "A", description = "The result.json of a run, or its folder.")
    private @Nullable Path before;

    @Parameters(index = "1", paramLabel = "B", description = "The same of the run to compare with it.")
    private @Nullable Path after;

    @Option(names = "--json", description = "Print one JSON object.")
    private boolean json;

    @Spec
    private @Nullable CommandSpec spec;

    @Override
    public void run() {
        ResultComparison comparison = ResultComparison.of(read(before), read(after));
        ComparisonPrinter printer =
                new ComparisonPrinter(Objects.requireNonNull(spec).commandLine().getOut());
        if (json) {
            printer.printJson(comparison);
        } else {
            printer.printText(comparison);
        }
    }

    private static BenchResult read(@Nullable Path given) {
        Path path = Objects.requireNonNull(given);
        return ResultJson.read(Files.isDirectory(path) ? path.resolve(ResultFiles.JSON_NAME) : path);
    }
}
