package dev.parlando.command.bench;

import dev.parlando.command.bench.report.BenchReport;
import dev.parlando.command.bench.result.BenchResult;
import dev.parlando.command.bench.result.ResultFiles;
import dev.parlando.command.console.CommandException;
import dev.parlando.error.InvalidRequestException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import org.jspecify.annotations.Nullable;

/** The directory of the files of a result. Created before the run, so that a wrong path costs no credits. */
record ResultDirectory(Path path) {
    /**
     * Creates the directory.
     *
     * @param out the option {@code --out}, or null for a name with the time
     * @throws InvalidRequestException if it cannot be created, or has a result already
     */
    static ResultDirectory create(@Nullable Path out) {
        Path path = out == null ? defaultPath() : out;
        if (Files.exists(path.resolve(ResultFiles.JSON_NAME))) {
            throw new InvalidRequestException("--out", path + " has a result already; name another directory");
        }
        try {
            Files.createDirectories(path);
        } catch (IOException e) {
            throw new InvalidRequestException("--out", "cannot be created: " + e);
        }
        return new ResultDirectory(path);
    }

    void write(BenchResult result) {
        try {
            ResultFiles.write(result, path);
            BenchReport.write(result, path);
        } catch (IOException e) {
            throw new CommandException("cannot write to " + path + ": " + e, e);
        }
    }

    private static Path defaultPath() {
        return Path.of("parlando-bench-"
                + DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss").format(LocalDateTime.now(ZoneId.systemDefault())));
    }
}
