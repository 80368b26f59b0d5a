package dev.parlando.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.parlando.audio.sink.AudioDevices;
import dev.parlando.command.CommandProcess.Result;
import dev.parlando.offline.OfflineVoiceServer;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import javax.sound.sampled.AudioFileFormat;
import javax.sound.sampled.AudioSystem;
import javax.sound.sampled.UnsupportedAudioFileException;
import org.assertj.core.util.Lists;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Runs {@code say} in its own process and checks its reports and files. */
@Execution(ExecutionMode.CONCURRENT)
class SayTest {
    private static final List<String> FACTS = List.of(
            "status",
            "voice_id",
            "model_id",
            "output_format",
            "protocol",
            "request_id",
            "character_cost",
            "current_concurrent_requests",
            "maximum_concurrent_requests",
            "connection_reused",
            "bytes",
            "chunks",
            "audio_ms",
            "underruns",
            "key",
            "attempts",
            "permit_wait_ms",
            "limit_at_admission",
            "limit_at_response",
            "tls_ms",
            "ttfb_ms",
            "ttfa_ms",
            "timeline_ms");
    private static final List<String> MOMENTS = List.of(
            "queued",
            "permit",
            "connected",
            "secured",
            "request_sent",
            "response_headers",
            "first_byte",
            "first_pcm",
            "first_played",
            "first_heard",
            "last_byte",
            "end");

    private static OfflineVoiceServer server;

    @BeforeAll
    static void start() {
        server = OfflineVoiceServer.builder().start();
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @Test
    void usesOfflineVoiceAndReportsAllFactsWithoutKey(@TempDir Path folder) throws IOException {
        Result result = CommandProcess.in(folder).run("say", "Hello", "--device", "none", "--json");

        assertThat(result.exitCode()).as(result.err()).isZero();
        assertThat(result.errLines()).hasSize(1);
        assertThat(result.err()).contains("ELEVENLABS_API_KEY is not set", "offline voice");
        assertThat(result.out().lines()).hasSize(1);
        JsonNode report = result.json();
        assertThat(Lists.newArrayList(report.fieldNames())).containsExactlyElementsOf(FACTS);
        assertThat(Lists.newArrayList(report.get("timeline_ms").fieldNames())).containsExactlyElementsOf(MOMENTS);
        assertThat(report.get("status").asText()).isEqualTo("ok");
        assertThat(report.get("protocol").asText()).isEqualTo("h2c");
        assertThat(report.get("connection_reused").asBoolean()).isFalse();
        assertThat(report.get("bytes").asLong()).isPositive();
        assertThat(report.get("audio_ms").asDouble()).isBetween(300.0, 3000.0);
        assertThat(CommandProcess.filesIn(folder)).isEmpty();
        assertTimelineOrdered(report.get("timeline_ms"));
        assertThat(report.get("limit_at_admission").get("limit").asInt()).isEqualTo(2);
        assertThat(report.get("limit_at_response").get("limit").asInt())
                .isEqualTo(report.get("maximum_concurrent_requests").asInt());
    }

    private static void assertTimelineOrdered(JsonNode timeline) {
        assertThat(List.of(
                        timeline.get("queued").asDouble(),
                        timeline.get("permit").asDouble(),
                        timeline.get("connected").asDouble(),
                        timeline.get("request_sent").asDouble(),
                        timeline.get("response_headers").asDouble(),
                        timeline.get("first_byte").asDouble(),
                        timeline.get("first_pcm").asDouble(),
                        timeline.get("first_played").asDouble(),
                        timeline.get("end").asDouble()))
                .isSorted();
    }

    @Test
    void printsStatisticsToStandardError(@TempDir Path folder) throws IOException {
        Result result = say(folder, "Hello", "--device", "none", "--stats");

        assertThat(result.exitCode()).as(result.err()).isZero();
        assertThat(result.out()).isEmpty();
        assertThat(result.err())
                .contains(FACTS.subList(0, FACTS.size() - 1))
                .contains(MOMENTS)
                .contains("startup_ms");
    }

    @Test
    void readsStandardInputAndWritesAWavFile(@TempDir Path folder, @TempDir Path elsewhere)
            throws IOException, UnsupportedAudioFileException {
        Path text = Files.writeString(elsewhere.resolve("text"), "Hello from\na file\n");
        Result result = CommandProcess.in(folder)
                .with("ELEVENLABS_API_KEY", server.apiKey())
                .with("ELEVENLABS_BASE_URL", server.baseUri().toString())
                .reading(text)
                .run("say", "-", "--out", "hello.wav", "--json");

        assertThat(result.exitCode()).as(result.err()).isZero();
        assertThat(result.err()).isEmpty();
        assertThat(CommandProcess.filesIn(folder)).containsExactly("hello.wav");
        AudioFileFormat wav =
                AudioSystem.getAudioFileFormat(folder.resolve("hello.wav").toFile());
        assertThat(wav.getFormat().toString()).startsWith("PCM_SIGNED 44100.0 Hz, 16 bit, mono");
        assertThat(wav.getFrameLength() / 44.1)
                .isCloseTo(result.json().get("audio_ms").asDouble(), within(0.1));
    }

    @ParameterizedTest
    @ValueSource(strings = {"mp3_44100_128", "mp3_22050_32", "pcm_16000", "ulaw_8000", "alaw_8000", "wav_24000"})
    void storesResponseBytesUnchanged(String format, @TempDir Path folder) throws IOException, InterruptedException {
        Result result = say(folder, "Hello", "--format", format, "--out", "hello.bin", "--json");

        assertThat(result.exitCode()).as(result.err()).isZero();
        byte[] stored = Files.readAllBytes(folder.resolve("hello.bin"));
        assertThat(stored).isEqualTo(fetch(format));
        assertThat(result.json().get("bytes").asLong()).isEqualTo(stored.length);
        assertThat(result.json().get("output_format").asText()).isEqualTo(format);
        assertThat(result.json().get("ttfa_ms").isNull()).isTrue();
        assertThat(CommandProcess.filesIn(folder)).containsExactly("hello.bin");
    }

    /** Fetches the same speech with an independent HTTP client. */
    private static byte[] fetch(String format) throws IOException, InterruptedException {
        String suffix = format.startsWith("wav_") ? "" : "/stream";
        URI uri = server.baseUri()
                .resolve("/v1/text-to-speech/" + OfflineVoiceServer.STANDARD_VOICE_ID + suffix + "?output_format="
                        + format);
        HttpRequest request = HttpRequest.newBuilder(uri)
                .header("xi-api-key", server.apiKey())
                .header("content-type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString("{\"text\":\"Hello\",\"model_id\":\"eleven_flash_v2_5\"}"))
                .build();
        return HttpClient.newHttpClient()
                .send(request, HttpResponse.BodyHandlers.ofByteArray())
                .body();
    }

    @Test
    void replacesExistingFile(@TempDir Path folder) throws IOException {
        Files.writeString(folder.resolve("hello.wav"), "old");

        assertThat(say(folder, "Hello", "--out", "hello.wav").exitCode()).isZero();
        assertThat(Files.size(folder.resolve("hello.wav"))).isGreaterThan(1000);
    }

    @Test
    void writesWavFileWithNoticeWithoutSoundDevice(@TempDir Path folder) throws IOException {
        assumeTrue(AudioDevices.outputs().isEmpty(), "this machine has a sound device");
        Files.writeString(folder.resolve("parlando-1.wav"), "somebody's");
        Files.createFile(folder.resolve("parlando-2.wav.part")); // As of a concurrent command.

        Result result = say(folder, "Hello", "there");

        assertThat(result.exitCode()).as(result.err()).isZero();
        assertThat(result.out()).isEmpty();
        assertThat(result.errLines()).hasSize(1);
        assertThat(result.err()).contains("no sound device").contains("parlando-3.wav");
        assertThat(CommandProcess.filesIn(folder))
                .containsExactly("parlando-1.wav", "parlando-2.wav.part", "parlando-3.wav");
        assertThat(folder.resolve("parlando-1.wav")).hasContent("somebody's");
    }

    private static Result say(Path folder, String... arguments) throws IOException {
        List<String> line = Lists.newArrayList(arguments);
        line.add(0, "say");
        line.addAll(List.of("--base-url", server.baseUri().toString()));
        return CommandProcess.in(folder)
                .with("ELEVENLABS_API_KEY", server.apiKey())
                .run(line.toArray(String[]::new));
    }
}
