package dev.parlando.command;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.parlando.command.CommandProcess.Result;
import dev.parlando.fault.ScriptedServer;
import dev.parlando.fault.ScriptedStream;
import dev.parlando.offline.OfflineVoiceServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Runs {@code say} with invalid input. Expects one clear line, the documented exit code and no leftover files. */
@Execution(ExecutionMode.CONCURRENT)
class SayFailureTest {
    private static final String KEY = "sk_0123456789abcdef_is_a_secret";

    /** A bound socket that does not listen, so that no server of another test gets its port. */
    private static final Socket CLOSED = new Socket();

    private static OfflineVoiceServer offline;
    private static OfflineVoiceServer offlineTls;
    private static ScriptedServer misbehaving;

    @BeforeAll
    static void start() throws IOException {
        CLOSED.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
        offline = OfflineVoiceServer.builder().start();
        offlineTls = OfflineVoiceServer.builder().tls(true).start();
        misbehaving = ScriptedServer.start(SayFailureTest::misbehave);
    }

    @AfterAll
    static void stop() throws IOException {
        CLOSED.close();
        offline.close();
        offlineTls.close();
        misbehaving.close();
    }

    /** Responds with the fault that the voice id names. */
    private static void misbehave(ScriptedStream stream) {
        byte[] noise = new byte[50_000];
        new Random(7).nextBytes(noise);
        byte[] json = "{\"detail\":\"not audio\"}".getBytes(StandardCharsets.UTF_8);
        switch (stream.path().split("/", -1)[3]) {
            case "noise" -> stream.audio("audio/mpeg").end(noise);
            case "disguise" -> stream.audio("audio/mpeg").end(json);
            case "json" -> stream.head(200, "content-type", "application/json").end(json);
            case "nothing" -> stream.audio("audio/mpeg").end();
            case "timedcut" ->
                stream.audio("application/json")
                        .end("{\"audio_base64\":\"AAAA\"}\n{\"audio".getBytes(StandardCharsets.UTF_8));
            case "cut" -> stream.audio("audio/pcm").data(noise).cut();
            default -> throw new IllegalArgumentException(stream.path());
        }
    }

    /**
     * An invalid invocation.
     *
     * @param line the arguments, separated by vertical bars
     * @param message texts that the line on standard error must contain
     */
    private record Failing(String name, int exitCode, String line, List<String> message) {
        Failing(String name, int exitCode, String line, String... message) {
            this(name, exitCode, line, List.of(message));
        }

        String[] arguments(String... more) {
            Stream<String> given = line.isEmpty() ? Stream.of() : Stream.of(line.split("\\|", -1));
            return Stream.concat(given, Stream.of(more)).toArray(String[]::new);
        }

        @Override
        public String toString() {
            return name;
        }
    }

    static Stream<Failing> wrongUsage() {
        return Stream.of(
                new Failing("no text", 2, "say", "TEXT", "standard input"),
                new Failing("empty text", 2, "say|", "TEXT", "is empty"),
                new Failing("blank standard input", 2, "say|-", "TEXT", "is empty"),
                new Failing("format", 2, "say|Hi|--format|mp3", "--format", "'mp3'", "parlando formats"),
                new Failing("voice with a slash", 2, "say|Hi|--voice|a/b", "--voice", "'a/b'", "letters"),
                new Failing("model with a blank", 2, "say|Hi|--model|a b", "--model", "'a b'"),
                new Failing("unknown option", 2, "say|Hi|--voic|x", "--voic, perhaps --voice", "parlando say --help"),
                new Failing("a key as an argument", 2, "say|Hi|--api-key|x", "--api-key", "parlando say --help"),
                new Failing("out and device", 2, "say|Hi|--out|x.wav|--device|none", "--device", "--out"),
                new Failing("captions of no kind", 2, "say|Hi|--captions|x.txt", "--captions", ".srt", ".vtt"),
                new Failing("captions without ending", 2, "say|Hi|--captions|srt", "--captions", "'srt'"),
                new Failing("captions over sound", 2, "say|Hi|--out|x.srt|--captions|./x.srt", "--captions", "--out"),
                new Failing("not playable", 2, "say|Hi|--format|flac_44100|--device|none", "--format", "pcm_24000"),
                new Failing("no scheme", 2, "say|Hi|--base-url|ht tp", "--base-url", "no scheme"),
                new Failing("URL without scheme", 2, "say|Hi|--base-url|localhost", "--base-url", "https://"),
                new Failing("no key", 2, "say|Hi|--base-url|https://api.elevenlabs.io", "ELEVENLABS_API_KEY"),
                new Failing("no CA file", 2, "say|Hi|--base-url|https://[::1]:1|--ca|no.pem", "--ca", "no.pem"),
                new Failing("CA without a service", 2, "say|Hi|--ca|no.pem", "--ca", "--base-url"),
                new Failing("no verb", 2, "", "say", "parlando --help"),
                new Failing("unknown verb", 2, "sing", "sing", "parlando --help"),
                new Failing("port out of range", 2, "serve|--port|65536", "--port", "65536"),
                new Failing("not loopback", 2, "serve|--host|0.0.0.0", "--host", "127.0.0.1"));
    }

    static Stream<Failing> targets() {
        return Stream.of(
                new Failing("no such device", 1, "say|Hi|--device|no such", "no sound device", "'no such'"),
                new Failing("folder missing", 1, "say|Hi|--out|no/x.wav", "/no does not exist", "create it"),
                new Failing("folder missing, raw", 1, "say|Hi|--out|no/x.mp3", "/no does not exist", "create it"),
                new Failing("a folder", 1, "say|Hi|--out|.", "is a folder"),
                new Failing(
                        "captions' folder missing",
                        1,
                        "say|Hi|--out|x.wav|--captions|no/x.srt",
                        "/no does not exist",
                        "create it"));
    }

    static Stream<Failing> unreachable() {
        String plain = offline.baseUri().toString();
        String secure = offlineTls.baseUri().toString();
        String port = "127.0.0.1:" + CLOSED.getLocalPort();
        return Stream.of(
                new Failing("wrong key", 1, "say|Hi|--voice|x|--base-url|" + plain, "401", "ELEVENLABS_API_KEY"),
                new Failing("wrong key for voices", 1, "say|Hi|--base-url|" + plain, "401", "ELEVENLABS_API_KEY"),
                new Failing("closed", 1, "say|Hi|--voice|x|--base-url|http://" + port, "cannot connect to " + port),
                new Failing("not trusted", 1, "say|Hi|--voice|x|--base-url|" + secure, "is not trusted", "PEM"),
                new Failing("no TLS", 1, "say|Hi|--base-url|" + plain.replace("http:", "https:"), "TLS", "http://"));
    }

    static Stream<Failing> rejected() {
        String url = offline.baseUri().toString();
        return Stream.of(
                new Failing(
                        "unknown voice", 1, "say|Hi|--voice|nobody|--base-url|" + url, "'nobody'", "list the voices"),
                new Failing("unknown model", 1, "say|Hi|--model|none|--base-url|" + url, "none", "list the models"),
                new Failing(
                        "long",
                        2,
                        "say|" + "word ".repeat(12_000) + "|--format|wav_16000|--base-url|" + url,
                        "40000",
                        "wav_16000",
                        "several requests"));
    }

    static Stream<Failing> broken() {
        String url = misbehaving.baseUrl().toString();
        return Stream.of(
                new Failing("noise", 1, "say|Hi|--voice|noise|--base-url|" + url, "no MPEG audio frame", "base URL"),
                new Failing("disguise", 1, "say|Hi|--voice|disguise|--base-url|" + url, "no MPEG audio frame"),
                new Failing("json", 1, "say|Hi|--voice|json|--base-url|" + url, "application/json", "base URL"),
                new Failing(
                        "nothing", 1, "say|Hi|--voice|nothing|--base-url|" + url, "200", "single byte", "try again"),
                new Failing(
                        "cut",
                        1,
                        "say|Hi|--voice|cut|--format|pcm_8000|--base-url|" + url,
                        "broke off",
                        "50000 bytes",
                        "try again"));
    }

    private static Failing broken(String name) {
        return broken().filter(failing -> failing.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    static Stream<Failing> keepsKeyOutOfLogs() {
        return Stream.concat(
                unreachable().filter(failing -> !failing.name().equals("no TLS")), Stream.of(broken("cut")));
    }

    @ParameterizedTest
    @MethodSource
    void wrongUsage(Failing failing, @TempDir Path folder) throws IOException {
        check(failing, folder, CommandProcess.in(folder).run(failing.arguments()));
    }

    @ParameterizedTest
    @MethodSource
    void targets(Failing failing, @TempDir Path folder) throws IOException {
        check(failing, folder, CommandProcess.in(folder).run(failing.arguments()));
    }

    @ParameterizedTest
    @MethodSource
    void unreachable(Failing failing, @TempDir Path folder) throws IOException {
        check(failing, folder, withKey(KEY, folder).run(failing.arguments("--out", "x.wav", "--captions", "x.srt")));
    }

    @ParameterizedTest
    @MethodSource
    void rejected(Failing failing, @TempDir Path folder) throws IOException {
        check(failing, folder, withKey(offline.apiKey(), folder).run(failing.arguments("--out", "x.wav")));
    }

    @ParameterizedTest
    @CsvSource({
        "noise, x.wav",
        "noise, x.mp3",
        "disguise, x.wav",
        "json, x.mp3",
        "nothing, x.wav",
        "cut, x.wav",
        "cut, x.pcm"
    })
    void leavesNoFilesAfterFailedResponse(String name, String out, @TempDir Path folder) throws IOException {
        Failing failing = broken(name);
        check(failing, folder, withKey(KEY, folder).run(failing.arguments("--out", out)));
    }

    @ParameterizedTest
    @CsvSource({"json, line 1, x.mp3", "timedcut, line 2, x.mp3", "timedcut, line 2, x.wav"})
    void leavesNoFilesAfterInvalidTimings(String voice, String where, String out, @TempDir Path folder)
            throws IOException {
        String line =
                "say|Hi|--format|pcm_8000|--captions|x.vtt|--voice|" + voice + "|--base-url|" + misbehaving.baseUrl();
        Failing failing = new Failing(voice, 1, line, where);
        check(failing, folder, withKey(KEY, folder).run(failing.arguments("--out", out)));
    }

    private static CommandProcess withKey(String key, Path folder) {
        return CommandProcess.in(folder).with("ELEVENLABS_API_KEY", key);
    }

    private static void check(Failing failing, Path folder, Result result) {
        assertThat(result.errLines()).hasSize(1);
        assertThat(result.err())
                .startsWith("parlando: ")
                .contains(failing.message())
                .doesNotContain("Exception", KEY, offline.apiKey());
        assertThat(result.exitCode()).as(result.err()).isEqualTo(failing.exitCode());
        assertThat(result.out()).isEmpty();
        assertThat(CommandProcess.filesIn(folder)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"noise", "json", "nothing", "cut"})
    void reportsCauseAndPlaysNoInvalidAudio(String name, @TempDir Path folder) throws IOException {
        Failing failing = broken(name);
        Result result = withKey(KEY, folder).run(failing.arguments("--device", "none", "--json"));

        assertThat(result.out().lines()).hasSize(1);
        JsonNode report = result.json();
        assertThat(report.get("status").asText()).isEqualTo("failed");
        assertThat(result.err())
                .isEqualToIgnoringNewLines("parlando: " + report.get("message").asText());
        assertThat(report.get("timeline_ms").get("request_sent").isNumber()).isTrue();
        assertThat(report.get("timeline_ms").get("first_played").isNumber()).isEqualTo(name.equals("cut"));
    }

    @Test
    void reportsFailureBeforeRequest(@TempDir Path folder) throws IOException {
        Result result = CommandProcess.in(folder).run("say", "Hi", "--device", "no such", "--json");

        assertThat(result.exitCode()).isEqualTo(1);
        assertThat(result.json().get("error").asText()).isEqualTo("playback");
        assertThat(result.json().get("timeline_ms").get("queued").isNull()).isTrue();
    }

    @ParameterizedTest
    @MethodSource
    void keepsKeyOutOfLogs(Failing failing, @TempDir Path folder, @TempDir Path elsewhere) throws IOException {
        Path settings = Files.writeString(
                elsewhere.resolve("logging.properties"),
                ".level=ALL\nhandlers=java.util.logging.ConsoleHandler\njava.util.logging.ConsoleHandler.level=ALL\n");
        Result result = withKey(KEY, folder)
                .with("JAVA_TOOL_OPTIONS", "-Djava.util.logging.config.file=" + settings)
                .run(failing.arguments("--device", "none", "--json", "--stats"));

        assertThat(result.exitCode()).isEqualTo(failing.exitCode());
        assertThat(result.err()).contains("FINE").doesNotContain(KEY);
        assertThat(result.out()).doesNotContain(KEY);
    }
}
