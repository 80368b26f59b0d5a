package dev.parlando.command;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** Runs the command in its own process, with its own working folder and environment. */
final class CommandProcess {
    private static final long LIMIT_SECONDS = 180;

    private final Path folder;
    private final Map<String, String> environment = new HashMap<>();
    private Path input = Path.of("/dev/null");
    private List<String> starter = List.of();

    private CommandProcess(Path folder) {
        this.folder = folder;
        environment.put("LC_ALL", "C.UTF-8");
    }

    /** The exit code and the output of a finished command. */
    record Result(int exitCode, String out, String err) {
        List<String> errLines() {
            return err.lines().toList();
        }

        JsonNode json() throws IOException {
            return new JsonMapper().readTree(out);
        }
    }

    static CommandProcess in(Path folder) {
        return new CommandProcess(folder);
    }

    CommandProcess with(Map<String, String> variables) {
        environment.putAll(variables);
        return this;
    }

    CommandProcess with(String variable, String value) {
        return with(Map.of(variable, value));
    }

    CommandProcess reading(Path file) {
        input = file;
        return this;
    }

    /** Appends an argument in the notation of {@code printf}, which produces the same bytes in every locale. */
    CommandProcess withLastArgument(String escaped) {
        return startedBy("sh", "-c", "exec \"$@\" \"$(printf '" + escaped + "')\"", "sh");
    }

    /** Starts the process through another program, which receives the command line as further arguments. */
    CommandProcess startedBy(String... program) {
        starter = List.of(program);
        return this;
    }

    /** Runs the command until it ends. */
    Result run(String... arguments) throws IOException {
        Path out = Files.createTempFile("parlando-out-", ".txt");
        Path err = Files.createTempFile("parlando-err-", ".txt");
        try {
            Process process = builder(arguments)
                    .redirectInput(input.toFile())
                    .redirectOutput(out.toFile())
                    .redirectError(err.toFile())
                    .start();
            int exitCode = await(process);
            return new Result(exitCode, Files.readString(out), Files.readString(err));
        } finally {
            Files.delete(out);
            Files.delete(err);
        }
    }

    /** Starts the command. Its standard output remains readable, and its standard error is redirected to the file. */
    Process start(Path err, String... arguments) throws IOException {
        return builder(arguments).redirectError(err.toFile()).start();
    }

    /** Starts the command with readable standard output and standard error. */
    Process start(String... arguments) throws IOException {
        return builder(arguments).start();
    }

    static BufferedReader reader(Process process) {
        return process.inputReader(StandardCharsets.UTF_8);
    }

    /** Returns the exit code. A command that hangs is killed and fails the test. */
    static int await(Process process) {
        try {
            if (process.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS)) {
                return process.exitValue();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        process.destroyForcibly();
        throw new AssertionError("the command did not end within " + LIMIT_SECONDS + " s");
    }

    private ProcessBuilder builder(String... arguments) {
        List<String> line = new ArrayList<>(starter);
        line.addAll(CommandClassPath.starter());
        line.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(line).directory(folder.toFile());
        builder.environment().clear();
        builder.environment().putAll(environment);
        return builder;
    }

    /** Returns the sorted names of the files in a folder. */
    static List<String> filesIn(Path folder) {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
