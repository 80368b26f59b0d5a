package dev.parlando.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.parlando.command.CommandProcess.Result;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** Runs {@code say --out} with names that a rename must not or cannot replace. */
@Execution(ExecutionMode.CONCURRENT)
class SayTargetTest {
    @TempDir
    private Path folder;

    private Result say(CommandProcess command, String out) throws IOException {
        return command.run("say", "Hello", "--format", "pcm_8000", "--out", out, "--json");
    }

    private void assertWritten(Result result, Path file) throws IOException {
        assertThat(result.exitCode()).as(result.err()).isZero();
        assertThat(file).hasSize(result.json().get("bytes").asLong());
    }

    private static int exitCode(ProcessBuilder builder) throws InterruptedException {
        try {
            return builder.start().waitFor();
        } catch (IOException notInstalled) {
            return 127;
        }
    }

    @Test
    void writesThroughFifo() throws IOException, InterruptedException {
        String script = "mkfifo f && { timeout 60 cat f >copy & \"$@\"; code=$?; wait; exit $code; }";
        Result result = say(CommandProcess.in(folder).startedBy("sh", "-c", script, "sh"), "f");
        assertWritten(result, folder.resolve("copy"));
        assertThat(CommandProcess.filesIn(folder)).containsExactly("copy", "f");
    }

    @Test
    void writesTargetOfLink() throws IOException {
        Path link = Files.createSymbolicLink(folder.resolve("link.pcm"), Path.of("real.pcm"));
        assertWritten(say(CommandProcess.in(folder), "link.pcm"), folder.resolve("real.pcm"));
        assertThat(Files.isSymbolicLink(link)).isTrue();
    }

    @Test
    void writesMountedFile() throws IOException, InterruptedException {
        assumeTrue(exitCode(new ProcessBuilder("unshare", "-rm", "true")) == 0, "no mount namespaces");
        Files.createFile(folder.resolve("real"));
        Files.createFile(folder.resolve("x.pcm"));
        String script = "mount --bind real x.pcm && exec \"$@\"";
        Result result = say(CommandProcess.in(folder).startedBy("unshare", "-rm", "sh", "-c", script, "sh"), "x.pcm");
        assertWritten(result, folder.resolve("real"));
        assertThat(CommandProcess.filesIn(folder)).containsExactly("real", "x.pcm");
    }
}
