package dev.parlando.command;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.parlando.command.CommandProcess.Result;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Runs {@code serve} as a process and connects the other verbs to it. */
@Execution(ExecutionMode.CONCURRENT)
class ServeTest {
    /** A server in its own process, with the facts that it printed. */
    private record Served(Process process, JsonNode facts) implements AutoCloseable {
        static Served start(Path elsewhere, Map<String, String> environment, String... arguments) throws IOException {
            Process process = CommandProcess.in(elsewhere).with(environment).start(elsewhere.resolve("err"), arguments);
            return new Served(
                    process,
                    new JsonMapper().readTree(CommandProcess.reader(process).readLine()));
        }

        /** Returns a command whose environment contains the URL and the key of this server. */
        CommandProcess client(Path folder) {
            return CommandProcess.in(folder)
                    .with("ELEVENLABS_API_KEY", facts.get("api_key").asText())
                    .with("ELEVENLABS_BASE_URL", facts.get("url").asText());
        }

        /** Reads or changes the limits. */
        JsonNode limits(String method, String body) throws Exception {
            HttpRequest request = HttpRequest.newBuilder(
                            URI.create(facts.get("url").asText() + "/offline/limits"))
                    .header("xi-api-key", facts.get("api_key").asText())
                    .method(method, HttpRequest.BodyPublishers.ofString(body))
                    .build();
            HttpResponse<String> response =
                    HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString());
            assertThat(response.statusCode()).isEqualTo(200);
            return new JsonMapper().readTree(response.body());
        }

        @Override
        public void close() {
            process.destroy();
            CommandProcess.await(process);
        }
    }

    @Test
    void servesOtherVerbsWithPrintedUrlAndKey(@TempDir Path folder, @TempDir Path elsewhere) throws IOException {
        try (Served served = Served.start(elsewhere, Map.of(), "serve", "--json")) {
            assertThat(served.facts().get("url").asText()).matches("http://127\\.0\\.0\\.1:\\d+");

            Result said = served.client(folder).run("say", "Hello", "--device", "none", "--json");
            assertThat(said.exitCode()).as(said.err()).isZero();
            assertThat(said.err()).isEmpty();
            assertThat(said.json().get("voice_id").asText()).isNotEmpty();

            JsonNode voices = served.client(folder).run("voices", "--json").json();
            assertThat(voices).hasSizeGreaterThan(1);
            assertThat(voices.get(0).get("voice_id").asText())
                    .isEqualTo(said.json().get("voice_id").asText());
            assertThat(voices.get(0).get("labels").isObject()).isTrue();

            JsonNode models = served.client(folder).run("models", "--json").json();
            assertThat(models.findValuesAsText("model_id")).contains("eleven_flash_v2_5", "eleven_v3");
            assertThat(models.get(0).get("languages").isArray()).isTrue();

            Result none = served.client(folder).run("voices", "--search", "nobody at all");
            assertThat(none.exitCode()).isZero();
            assertThat(none.out()).isEmpty();
            assertThat(none.err()).contains("no voice matches 'nobody at all'");
        }
    }

    @Test
    void servesTlsWithPrintedCaFile(@TempDir Path folder, @TempDir Path elsewhere) throws IOException {
        Map<String, String> key = Map.of("PARLANDO_OFFLINE_API_KEY", "sk_chosen");
        Path certificate;
        try (Served served = Served.start(elsewhere, key, "serve", "--tls", "--json")) {
            assertThat(served.facts().get("api_key").asText()).isEqualTo("sk_chosen");
            String ca = served.facts().get("ca").asText();
            certificate = Path.of(ca);

            Result said = served.client(folder).run("say", "Hello", "--device", "none", "--json", "--ca", ca);

            assertThat(said.exitCode()).as(said.err()).isZero();
            assertThat(said.json().get("protocol").asText()).isEqualTo("h2");
        }
        assertThat(certificate).doesNotExist();
    }

    @Test
    void namesPortInUse(@TempDir Path folder, @TempDir Path elsewhere) throws IOException {
        try (Served served = Served.start(elsewhere, Map.of(), "serve", "--json")) {
            String port = served.facts().get("url").asText().replaceAll(".*:", "");

            Result second = CommandProcess.in(folder).run("serve", "--port", port);

            assertThat(second.exitCode()).isEqualTo(1);
            assertThat(second.errLines()).hasSize(1);
            assertThat(second.err()).contains(port, "choose another port");
            assertThat(second.out()).isEmpty();
        }
    }

    @Test
    void acceptsLimitsFromOptionsAndHttp(@TempDir Path elsewhere) throws Exception {
        try (Served served = Served.start(
                elsewhere,
                Map.of(),
                "serve --json --limit 3 --queue 4 --others 1 --no-limit-headers --pace 50".split(" ", -1))) {
            JsonNode limits = served.limits("GET", "").get("limits");
            assertThat(limits.get("maximum_concurrent").asInt()).isEqualTo(3);
            assertThat(limits.get("queue_length").asInt()).isEqualTo(4);
            assertThat(limits.get("others_in_use").asInt()).isEqualTo(1);
            assertThat(limits.get("headers").asBoolean()).isFalse();

            JsonNode changed = served.limits("PUT", "{\"maximum_concurrent\":10,\"headers\":true}");
            assertThat(changed.get("limits").get("maximum_concurrent").asInt()).isEqualTo(10);
            assertThat(changed.get("limits").get("queue_length").asInt()).isEqualTo(4);
            assertThat(changed.get("load").get("running").asInt()).isZero();
        }
    }

    @ParameterizedTest
    @CsvSource({"--limit, 0", "--queue, -1", "--others, -1", "--pace, -1"})
    void namesOptionWithInvalidNumber(String option, String value) {
        StringWriter err = new StringWriter();

        int exitCode = Parlando.commandLine().setErr(new PrintWriter(err)).execute("serve", option, value);

        assertThat(exitCode).isEqualTo(2);
        assertThat(err.toString()).startsWith("parlando: " + option + ": " + value);
    }

    @Test
    void printsUrlKeyAndStopHint(@TempDir Path elsewhere) throws IOException {
        Process process = CommandProcess.in(elsewhere).start(elsewhere.resolve("err"), "serve", "--host", "localhost");
        try (var out = CommandProcess.reader(process)) {
            assertThat(out.readLine()).startsWith("URL:     http://127.0.0.1:");
            assertThat(out.readLine()).startsWith("API key: ");
            assertThat(out.readLine()).contains("Ctrl-C");
            process.destroy();
            assertThat(CommandProcess.await(process)).isEqualTo(143);
        }
        assertThat(Files.readString(elsewhere.resolve("err"))).isEmpty();
    }
}
