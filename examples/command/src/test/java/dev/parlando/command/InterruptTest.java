package dev.parlando.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeFalse;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.parlando.fault.ScriptedServer;
import dev.parlando.fault.ScriptedStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Interrupts {@code say} while the service is silent in the middle of a stream. */
@Execution(ExecutionMode.CONCURRENT)
class InterruptTest {
    private static final Path KILL = Path.of("/bin/kill");

    @ParameterizedTest
    @CsvSource({"INT, 130, x.wav", "INT, 130, x.pcm", "TERM, 143, x.wav", "TERM, 143, x.pcm"})
    void exitsOnSignalAndDeletesPartialFile(
            String signal, int exitCode, String out, @TempDir Path folder, @TempDir Path elsewhere)
            throws IOException, InterruptedException {
        assumeTrue(Files.isExecutable(KILL), "needs the kill of POSIX");
        assumeFalse(signal.equals("INT") && interruptIsIgnored(), "this process, and so its children, ignore SIGINT");
        BlockingQueue<ScriptedStream> calls = new LinkedBlockingQueue<>();
        Path err = elsewhere.resolve("err");
        try (ScriptedServer server = ScriptedServer.start(calls::add)) {
            Process process = CommandProcess.in(folder)
                    .start(
                            err,
                            "say",
                            "Hi",
                            "--voice",
                            "v",
                            "--format",
                            "pcm_8000",
                            "--out",
                            out,
                            "--json",
                            "--base-url",
                            server.baseUrl().toString());
            ScriptedStream call = calls.poll(180, TimeUnit.SECONDS);
            assertThat(call)
                    .as("a call; the command says: " + Files.readString(err))
                    .isNotNull();
            call.audio("audio/pcm").data(new byte[40_000]);
            assertThat(CommandProcess.filesIn(folder)).containsExactly(out + ".part");

            send(signal, process);

            assertThat(CommandProcess.await(process)).isEqualTo(exitCode);
            assertThat(CommandProcess.filesIn(folder)).isEmpty();
            assertThat(err).hasContent("");
            assertThat(process.getInputStream()).isEmpty();
        }
    }

    private static void send(String signal, Process process) throws IOException, InterruptedException {
        int exitCode = new ProcessBuilder(KILL.toString(), "-s", signal, Long.toString(process.pid()))
                .inheritIO()
                .start()
                .waitFor();
        assertThat(exitCode).isZero();
    }

    /**
     * Returns whether SIGINT is ignored. A shell without job control ignores it for background processes, and children
     * inherit this.
     */
    private static boolean interruptIsIgnored() throws IOException {
        Path status = Path.of("/proc/self/status");
        if (!Files.isReadable(status)) {
            return false;
        }
        long ignored = Files.readAllLines(status, StandardCharsets.US_ASCII).stream()
                .filter(line -> line.startsWith("SigIgn:"))
                .mapToLong(line -> Long.parseUnsignedLong(line.substring(7).strip(), 16))
                .findFirst()
                .orElse(0);
        return (ignored & 1 << 1) != 0;
    }
}
