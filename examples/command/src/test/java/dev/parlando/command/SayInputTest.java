package dev.parlando.command;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parlando.fault.ScriptedServer;
import dev.parlando.fault.ScriptedStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** Writes to the standard input of {@code say -} while it speaks. */
@Execution(ExecutionMode.CONCURRENT)
class SayInputTest {
    private final BlockingQueue<ScriptedStream> calls = new LinkedBlockingQueue<>();
    private final ScriptedServer service = ScriptedServer.start(calls::add);

    @TempDir
    private Path elsewhere;

    @TempDir
    private Path folder;

    @AfterEach
    void stop() {
        service.close();
    }

    private Process say(String... options) throws IOException {
        List<String> arguments = new ArrayList<>(List.of("say", "-", "--voice", "v", "--format", "pcm_24000"));
        arguments.addAll(List.of(options));
        arguments.addAll(List.of("--base-url", service.baseUrl().toString()));
        return CommandProcess.in(folder).start(elsewhere.resolve("err"), arguments.toArray(String[]::new));
    }

    private static void write(Process process, byte[] bytes) throws IOException {
        OutputStream input = process.getOutputStream();
        input.write(bytes);
        input.flush();
    }

    private static void write(Process process, String text) throws IOException {
        write(process, text.getBytes(StandardCharsets.UTF_8));
    }

    private ScriptedStream nextCall() throws InterruptedException, IOException {
        ScriptedStream call = calls.poll(180, TimeUnit.SECONDS);
        return Objects.requireNonNull(call, "no call; the command says: " + Files.readString(elsewhere.resolve("err")));
    }

    /** Answers with 100 ms of audio and no times. */
    private static void answer(ScriptedStream call) {
        String audio = Base64.getEncoder().encodeToString(new byte[4_800]);
        call.audio("application/json").end(("{\"audio_base64\":\"" + audio + "\"}\n").getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void speaksFirstSentenceBeforeItsInputEnds() throws Exception {
        Process process = say("--device", "none", "--json");
        write(process, "This is the first sentence. And this ");
        ScriptedStream first = nextCall();
        assertThat(first.body()).contains("\"text\":\"This is the first sentence. \"");
        answer(first);
        write(process, "is the second.");
        process.getOutputStream().close();
        ScriptedStream second = nextCall();
        assertThat(second.body()).contains("\"text\":\"And this is the second.\"");
        answer(second);
        assertThat(CommandProcess.await(process)).isZero();
    }

    @Test
    void writesEachSentenceToStandardOutput() throws Exception {
        Process process = say("--out", "-");
        write(process, "This is the first sentence. And");
        answer(nextCall());
        assertThat(process.getInputStream().readNBytes(4_800)).hasSize(4_800);
        process.getOutputStream().close();
        answer(nextCall());
        assertThat(process.getInputStream().readAllBytes()).hasSize(4_800);
        assertThat(CommandProcess.await(process)).isZero();
    }

    @Test
    void stopsWithMessageAtInvalidBytes() throws Exception {
        Process process = say("--device", "none");
        write(process, "This is the first sentence. And");
        answer(nextCall());
        write(process, new byte[] {' ', (byte) 0xFC, ' '});
        answer(nextCall());
        assertThat(CommandProcess.await(process)).isEqualTo(2);
        assertThat(elsewhere.resolve("err")).content().contains("standard input: is not valid UTF-8");
    }
}
