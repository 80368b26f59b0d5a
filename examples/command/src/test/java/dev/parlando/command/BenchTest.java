package dev.parlando.command;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.parlando.command.bench.result.BenchResult;
import dev.parlando.command.bench.result.LoadLevel;
import dev.parlando.command.bench.result.ResultJson;
import dev.parlando.command.bench.result.Stage;
import dev.parlando.command.bench.result.StreamResult;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

@Execution(ExecutionMode.CONCURRENT)
class BenchTest {
    @TempDir
    Path folder;

    @Test
    void measuresEachGroupAndCountsFailures() throws IOException {
        Files.writeString(folder.resolve("texts.txt"), "Hello.\n你好\n");
        CommandProcess.Result run = CommandProcess.in(folder)
                .run(
                        "bench",
                        "--requests",
                        "8",
                        "--concurrency",
                        "2",
                        "--warmup",
                        "1",
                        "--formats",
                        "pcm_16000,mp3_22050_32",
                        "--texts",
                        "texts.txt",
                        "--out",
                        "result",
                        "--json");
        assertThat(run.exitCode()).as(run.err()).isZero();
        JsonNode summary = run.json();
        assertThat(summary.path("outcomes")).hasToString("{\"completed\":4,\"rejected\":4}");
        assertThat(summary.path("groups")).hasSize(2);
        assertThat(summary.at("/groups/0/ttfa/count").asInt()).isEqualTo(2);
        assertThat(summary.at("/groups/1/stages/headers/p50_ms").asDouble()).isPositive();
        assertThat(summary.at("/conditions/command").asText()).startsWith("parlando bench --requests 8");
        assertThat(CommandProcess.filesIn(folder.resolve("result")))
                .contains("result.json", "streams.csv", "ttfb.hgrm", "ttfa.hgrm", "total.hgrm");
        checkStreams(ResultJson.read(folder.resolve("result/result.json")));
    }

    private static void checkStreams(BenchResult result) {
        assertThat(result.streams()).hasSize(8).extracting(StreamResult::index).isSorted();
        for (StreamResult stream : result.streams()) {
            assertThat(stream.completed()).isEqualTo(stream.text() == 0);
            if (stream.completed()) {
                assertThat(stream.ttfbMicros())
                        .isEqualTo(stream.sumThrough(Stage.FIRST_BYTE))
                        .isPositive();
                assertThat(stream.ttfaMicros()).isEqualTo(stream.sumThrough(Stage.LEADING_SILENCE));
                assertThat(stream.totalMicros()).isGreaterThan(stream.ttfbMicros());
                assertThat(stream.audioMicros()).isBetween(300_000L, 2_000_000L);
                assertThat(stream.httpVersion()).isEqualTo("h2c");
            } else {
                assertThat(stream.message()).isNotBlank();
                assertThat(stream.ttfbMicros()).isNull();
            }
        }
    }

    @Test
    void coldStreamsOpenConnections() throws IOException {
        CommandProcess.Result run = CommandProcess.in(folder)
                .run(
                        "bench",
                        "--requests",
                        "3",
                        "--concurrency",
                        "2",
                        "--warmup",
                        "0",
                        "--cold",
                        "--formats",
                        "pcm_16000");
        assertThat(run.exitCode()).as(run.err()).isZero();
        assertThat(run.out())
                .contains(
                        "3 of 3 streams opened a connection, handshake in the latencies", "TCP connect", "name lookup")
                .contains("offline server; closed, concurrency 2; prompts everyday, 30 texts; warm-up 0");
        assertThat(CommandProcess.filesIn(folder)).singleElement().asString().startsWith("parlando-bench-");
    }

    @Test
    void runsEachLevelOfConcurrency() throws IOException {
        CommandProcess.Result run = CommandProcess.in(folder)
                .run(
                        "bench",
                        "--requests",
                        "3",
                        "--concurrency",
                        "2,1",
                        "--warmup",
                        "1",
                        "--formats",
                        "pcm_16000",
                        "--out",
                        "result");
        assertThat(run.exitCode()).as(run.err()).isZero();
        assertThat(run.out())
                .contains("closed, concurrency 2, 1;", "offline server  concurrency 2")
                .containsPattern("(?m)^concurrency +streams/s +audio s/s +TTFB p50 ")
                .containsPattern("(?m)^1 +\\d+\\.\\d\\d +\\d+\\.\\d\\d ");
        BenchResult result = ResultJson.read(folder.resolve("result/result.json"));
        assertThat(result.conditions().levels())
                .extracting(LoadLevel::concurrency)
                .containsExactly(2, 1);
        assertThat(result.streams())
                .extracting(stream -> stream.group().concurrency())
                .containsExactly(2, 2, 2, 1, 1, 1);
        assertThat(result.streams()).extracting(StreamResult::text).containsExactly(0, 1, 2, 0, 1, 2);
        assertThat(result.streams().get(3).startedMicros())
                .isGreaterThan(result.conditions().levels().get(0).wallMicros());
    }

    @Test
    void rejectsOptionThatCannotBeHonoured() throws IOException {
        rejects("--requests", "bench", "--requests", "1", "--formats", "pcm_16000,pcm_8000");
        rejects("--concurrency", "bench", "--concurrency", "0");
        rejects("--formats", "bench", "--formats", "pcm_16000,pcm_16000");
        rejects("--formats", "bench", "--formats", "mp3");
        rejects("--texts", "bench", "--texts", "missing.txt");
        rejects("--concurrency", "bench", "--rate", "5", "--concurrency", "2");
        rejects("--concurrency", "bench", "--concurrency", "2,2");
        rejects("--concurrency", "bench", "--concurrency", "1,2000");
        rejects("--rate", "bench", "--rate", "5", "--play");
        rejects("--rate", "bench", "--rate", "0");
        rejects("--device", "bench", "--device", "none");
        rejects("--formats", "bench", "--live", "--formats", "wav_44100");
        rejects("--regions", "bench", "--regions", "us,eu", "--base-url", "http://127.0.0.1:1");
        rejects("--regions", "bench", "--regions", "us,us");
        rejects("--ca", "bench", "--ca", "missing.pem");
        Files.createDirectory(folder.resolve("old"));
        Files.writeString(folder.resolve("old/result.json"), "{}");
        rejects("--out", "bench", "--out", "old");
    }

    @Test
    void sendsNothingToServiceWithoutConsent() throws IOException {
        CommandProcess.Result run = CommandProcess.in(folder)
                .with("ELEVENLABS_API_KEY", "sk_0123456789abcdef0123456789abcdef0123456789abcdef")
                .run(
                        "bench",
                        "--base-url",
                        "http://127.0.0.1:1",
                        "--requests",
                        "30",
                        "--warmup",
                        "0",
                        "--concurrency",
                        "1,8");
        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.err()).contains("--yes: is missing", "4450 characters are sent");
        assertThat(CommandProcess.filesIn(folder)).isEmpty();
    }

    @Test
    void failsIfNoStreamCompletes() throws IOException {
        CommandProcess.Result run = CommandProcess.in(folder)
                .with("ELEVENLABS_API_KEY", "sk_0123456789abcdef0123456789abcdef0123456789abcdef")
                .run(
                        "bench",
                        "--base-url",
                        "http://127.0.0.1:1",
                        "--requests",
                        "2",
                        "--warmup",
                        "0",
                        "--voices",
                        "v",
                        "--yes",
                        "--out",
                        "result");
        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.out()).contains("not completed: 2 of 2, transport; the first: ");
        assertThat(ResultJson.read(folder.resolve("result/result.json")).outcomes())
                .hasToString("{transport=2}");
    }

    @Test
    void playsLiveTextAndMeasuresTimeToEar() throws IOException {
        CommandProcess.Result run = CommandProcess.in(folder)
                .run(
                        "bench",
                        "--play",
                        "--device",
                        "none",
                        "--live",
                        "100",
                        "--requests",
                        "2",
                        "--warmup",
                        "0",
                        "--formats",
                        "pcm_16000",
                        "--out",
                        "result");
        assertThat(run.exitCode()).as(run.err()).isZero();
        assertThat(run.out()).contains("time to ear", "at the device", "underruns          0");
        BenchResult result = ResultJson.read(folder.resolve("result/result.json"));
        assertThat(result.conditions().device()).isEqualTo("none");
        assertThat(result.conditions().live()).isTrue();
        assertThat(result.streams()).hasSize(2).allSatisfy(stream -> {
            assertThat(stream.completed()).isTrue();
            assertThat(stream.earMicros())
                    .isEqualTo(stream.sumThrough(Stage.DEVICE))
                    .isGreaterThanOrEqualTo(stream.ttfaMicros());
            assertThat(stream.audioMicros()).isBetween(300_000L, 3_000_000L);
        });
    }

    @Test
    void comparesServices() throws IOException {
        CommandProcess.Result run = CommandProcess.in(folder)
                .with("ELEVENLABS_API_KEY", "sk_0123456789abcdef0123456789abcdef0123456789abcdef")
                .run(
                        "bench",
                        "--regions",
                        "http://127.0.0.1:1,http://127.0.0.1:2",
                        "--requests",
                        "4",
                        "--warmup",
                        "0",
                        "--voices",
                        "v",
                        "--rate",
                        "50",
                        "--yes",
                        "--json",
                        "--out",
                        "result");
        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.json().at("/groups/0/region").asText()).isEqualTo("127.0.0.1:1");
        assertThat(run.json().at("/groups/1/streams").asInt()).isEqualTo(2);
        assertThat(run.json().at("/conditions/loop").asText()).isEqualTo("open, 50.0 per second");
        assertThat(run.json().path("outcomes")).hasToString("{\"transport\":4}");
    }

    @Test
    void signalEndsRunWithResultSoFar() throws IOException {
        Process process = CommandProcess.in(folder)
                .start("bench", "--requests", "100000", "--warmup", "0", "--formats", "pcm_16000", "--out", "result");
        try (BufferedReader err = process.errorReader()) {
            String line = err.readLine();
            while (line != null && !line.contains("measuring the offline server")) {
                line = err.readLine();
            }
            process.toHandle().destroy(); // Process.destroy would close the pipe.
            assertThat(err.lines().toList())
                    .anyMatch(text -> text.startsWith("parlando: interrupted; the result has the "));
        }
        assertThat(CommandProcess.await(process)).isEqualTo(143);
        BenchResult result = ResultJson.read(folder.resolve("result/result.json"));
        assertThat(result.outcomes().keySet()).isSubsetOf("completed", "cancelled");
        assertThat(result.streams()).hasSizeLessThan(100_000);
    }

    private void rejects(String option, String... arguments) throws IOException {
        CommandProcess.Result run = CommandProcess.in(folder).run(arguments);
        assertThat(run.exitCode()).as(run.err()).isEqualTo(2);
        assertThat(run.errLines()).singleElement().asString().startsWith("parlando: " + option + ": ");
    }
}
