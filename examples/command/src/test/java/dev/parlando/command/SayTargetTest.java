package dev.parlando.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.parlando.command.CommandProcess.Result;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

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
    void writesThroughDevice() throws IOException, InterruptedException {
        int made = exitCode(new ProcessBuilder("mknod", "null", "c", "1", "3").directory(folder.toFile()));
        assumeTrue(made == 0, "the system forbids mknod");
        Result result = say(CommandProcess.in(folder), "null");
        assertThat(result.exitCode()).as(result.err()).isZero();
        assertThat(Files.readAttributes(folder.resolve("null"), BasicFileAttributes.class)
                        .isOther())
                .isTrue();
        assertThat(CommandProcess.filesIn(folder)).containsExactly("null");
    }

    @Test
    void writesThroughLinkToDevice() throws IOException {
        Path link = Files.createSymbolicLink(folder.resolve("null"), Path.of("/dev/null"));
        Result result = say(CommandProcess.in(folder), "null");
        assertThat(result.exitCode()).as(result.err()).isZero();
        assertThat(Files.isSymbolicLink(link)).isTrue();
        assertThat(Files.isRegularFile(link)).isFalse();
        assertThat(CommandProcess.filesIn(folder)).containsExactly("null");
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
    void keepsModeOfReplacedFile() throws IOException {
        Set<PosixFilePermission> ownerOnly = PosixFilePermissions.fromString("rw-------");
        Path file = Files.createFile(folder.resolve("x.pcm"), PosixFilePermissions.asFileAttribute(ownerOnly));
        assertWritten(say(CommandProcess.in(folder), "x.pcm"), file);
        assertThat(Files.getPosixFilePermissions(file)).isEqualTo(ownerOnly);
    }

    /** Runs the command in a mount namespace of its own. */
    private CommandProcess mounting(String mounts) throws IOException, InterruptedException {
        assumeTrue(exitCode(new ProcessBuilder("unshare", "-rm", "true")) == 0, "no mount namespaces");
        Files.createFile(folder.resolve("real"));
        Files.createDirectory(folder.resolve("mnt"));
        Files.createFile(folder.resolve("mnt").resolve("x.pcm"));
        return CommandProcess.in(folder)
                .startedBy("unshare", "-rm", "sh", "-c", "set -e; " + mounts + "; exec \"$@\"", "sh");
    }

    private void assertNoTemporaryFiles() {
        assertThat(CommandProcess.filesIn(folder)).containsExactly("mnt", "real");
        assertThat(CommandProcess.filesIn(folder.resolve("mnt"))).containsExactly("x.pcm");
    }

    @Test
    void writesMountedFile() throws IOException, InterruptedException {
        Result result = say(mounting("mount --bind real mnt/x.pcm"), "mnt/x.pcm");
        assertWritten(result, folder.resolve("real"));
        assertNoTemporaryFiles();
    }

    /** As in a container with a read-only file system, into which the file is mounted. */
    @Test
    void writesMountedFileInReadOnlyFolder() throws IOException, InterruptedException {
        CommandProcess command =
                mounting("mount --bind mnt mnt; mount --bind real mnt/x.pcm; mount -o remount,bind,ro mnt");
        Result result = say(command, "mnt/x.pcm");
        assertWritten(result, folder.resolve("real"));
        assertNoTemporaryFiles();
    }

    @Test
    void rejectsReadOnlyMountedFileBeforeRequest() throws IOException, InterruptedException {
        CommandProcess command = mounting("mount --bind real mnt/x.pcm; mount -o remount,bind,ro mnt/x.pcm");
        Result result = command.with("ELEVENLABS_API_KEY", "sk_0123456789abcdef0123456789abcdef")
                .run("say", "Hello", "--base-url", "http://127.0.0.1:1", "--voice", "v", "--out", "mnt/x.pcm");
        assertThat(result.exitCode()).isEqualTo(1);
        assertThat(result.err()).contains("mnt/x.pcm is read-only");
        assertThat(folder.resolve("real")).isEmptyFile();
        assertNoTemporaryFiles();
    }

    @Test
    void writesOneWholeFileForConcurrentCommands() throws IOException {
        say(CommandProcess.in(folder), "alone");
        String script = "\"$@\" Hello & other=$!; \"$@\" A second text; code=$?; wait $other && exit $code";
        Result result = CommandProcess.in(folder)
                .startedBy("sh", "-c", script, "sh")
                .run("say", "--format", "pcm_8000", "--out", "same");
        assertThat(result.exitCode()).as(result.err()).isZero();
        Result second = CommandProcess.in(folder).run("say", "A second text", "--format", "pcm_8000", "--out", "other");
        assertThat(second.exitCode()).as(second.err()).isZero();
        assertThat(Files.readAllBytes(folder.resolve("same")))
                .isIn(Files.readAllBytes(folder.resolve("alone")), Files.readAllBytes(folder.resolve("other")));
        assertThat(CommandProcess.filesIn(folder)).containsExactly("alone", "other", "same");
    }

    @Test
    void writesToStandardOutput() throws IOException {
        Result file = say(CommandProcess.in(folder), "x.pcm");
        Result piped = CommandProcess.in(folder)
                .startedBy("sh", "-c", "\"$@\" | cat >copy", "sh")
                .run("say", "Hello", "--format", "pcm_8000", "--out", "-", "--captions", "x.vtt", "--stats");
        assertThat(piped.exitCode()).as(piped.err()).isZero();
        assertThat(folder.resolve("copy")).hasSameBinaryContentAs(folder.resolve("x.pcm"));
        assertThat(piped.err()).contains("audio_ms");
        assertThat(CommandProcess.filesIn(folder)).containsExactly("copy", "x.pcm", "x.vtt");
        assertThat(file.exitCode()).isZero();
    }

    @Test
    void reportsFullStandardOutput() throws IOException {
        Result result = CommandProcess.in(folder)
                .startedBy("sh", "-c", "exec \"$@\" >/dev/full", "sh")
                .run("say", "Hello", "--out", "-");
        assertThat(result.exitCode()).isEqualTo(1);
        assertThat(result.err()).contains("cannot write standard output: No space left on device");
    }

    @ParameterizedTest
    @ValueSource(strings = {"-", "/dev/stdout"})
    void rejectsReportOnStandardOutputOfAudio(String out) throws IOException {
        Result result = say(CommandProcess.in(folder), out);
        assertThat(result.exitCode()).isEqualTo(2);
        assertThat(result.err()).contains("--json", "--out " + out);
        assertThat(result.out()).isEmpty();
        assertThat(CommandProcess.filesIn(folder)).isEmpty();
    }

    @Test
    void rejectsCaptionsLinkedToTargetOfAudio() throws IOException {
        Files.createFile(folder.resolve("x.pcm"));
        Files.createSymbolicLink(folder.resolve("x.vtt"), Path.of("x.pcm"));
        Result result = CommandProcess.in(folder).run("say", "Hello", "--out", "x.pcm", "--captions", "x.vtt");
        assertThat(result.exitCode()).isEqualTo(2);
        assertThat(result.err()).contains("--captions", "--out");
    }
}
