package dev.parlando.command.openai;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.parlando.SpeechEngine;
import dev.parlando.command.engine.ServiceOptions;
import dev.parlando.error.CapacityException;
import dev.parlando.error.EngineClosedException;
import dev.parlando.offline.OfflineVoiceServer;
import dev.parlando.speech.OutputFormat;
import dev.parlando.speech.SpeechInputStream;
import dev.parlando.speech.SpeechRequest;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Arrays;
import javax.sound.sampled.AudioFormat;
import javax.sound.sampled.AudioSystem;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Tests {@link OpenAiServer} over HTTP with the offline voice. */
@Timeout(60)
class OpenAiServerTest {
    private static final String HELLO = "{\"input\":\"Hello.\",\"voice\":\"alloy\",\"model\":\"tts-1\"%s}";
    private static final String LONG =
            HELLO.formatted(",\"response_format\":\"pcm\"").replace("Hello.", "This takes a while. ".repeat(100));
    private static final int WAV_HEADER_BYTES = 44;

    private final OfflineVoiceServer voice =
            OfflineVoiceServer.builder().pace(10).start();
    private final SpeechEngine engine = ServiceOptions.builder(voice).build();
    private final HttpClient client = HttpClient.newHttpClient();
    private @Nullable OpenAiServer server;

    @AfterEach
    void close() {
        if (server != null) {
            server.close();
        }
        engine.close();
        voice.close();
    }

    private HttpRequest.Builder request(String path, @Nullable String apiKey) throws IOException {
        InetSocketAddress loopback = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
        server = OpenAiServer.start(engine, loopback, new OpenAiSettings(apiKey, null, null));
        URI uri = URI.create("http://127.0.0.1:" + server.address().getPort() + path);
        return HttpRequest.newBuilder(uri).header("Content-Type", "application/json");
    }

    private HttpRequest speech(String body) throws IOException {
        return request("/v1/audio/speech", null)
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build();
    }

    private static JsonNode error(HttpResponse<String> response) throws IOException {
        return new JsonMapper().readTree(response.body()).get("error");
    }

    @ParameterizedTest
    @CsvSource({"mp3, mp3_44100_128, audio/mpeg", "opus, opus_48000_64, audio/ogg", "pcm, pcm_24000, audio/pcm"})
    void sendsBytesOfEngine(String name, String format, String contentType) throws Exception {
        HttpRequest request = speech(HELLO.formatted(",\"response_format\":\"" + name + "\""));
        HttpResponse<byte[]> response = client.send(request, BodyHandlers.ofByteArray());
        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.headers().firstValue("content-type")).contains(contentType);
        assertThat(response.body()).isEqualTo(audio(format));
    }

    private byte[] audio(String format) throws IOException {
        SpeechRequest request = SpeechRequest.builder("Hello.")
                .outputFormat(OutputFormat.parse(format))
                .build();
        try (SpeechInputStream audio = engine.inputStream(request)) {
            return audio.readAllBytes();
        }
    }

    @Test
    void wavIsPcmBehindHeader() throws Exception {
        HttpRequest request = speech(HELLO.formatted(",\"response_format\":\"wav\""));
        byte[] wav = client.send(request, BodyHandlers.ofByteArray()).body();
        AudioFormat read =
                AudioSystem.getAudioInputStream(new ByteArrayInputStream(wav)).getFormat();
        assertThat(read.matches(new AudioFormat(24_000, 16, 1, true, false))).isTrue();
        assertThat(Arrays.copyOfRange(wav, WAV_HEADER_BYTES, wav.length)).isEqualTo(audio("pcm_24000"));
    }

    @Test
    void sendsAudioWhileItArrives() throws Exception {
        HttpResponse<InputStream> response = client.send(speech(LONG), BodyHandlers.ofInputStream());
        try (InputStream body = response.body()) {
            assertThat(body.read()).isNotNegative();
            assertThat(engine.stats().completedStreams()).isZero();
        }
    }

    @Test
    void clientThatDisconnectsCancelsStream() throws Exception {
        HttpResponse<InputStream> response = client.send(speech(LONG), BodyHandlers.ofInputStream());
        assertThat(response.body().read()).isNotNegative();
        response.body().close();
        while (engine.stats().cancelledStreams() == 0) { // Until the limit of the test.
            Thread.onSpinWait();
        }
    }

    @Test
    void failureAfterFirstAudioCutsConnection() throws Exception {
        HttpResponse<InputStream> response = client.send(speech(LONG), BodyHandlers.ofInputStream());
        InputStream body = response.body();
        assertThat(body.read()).isNotNegative();
        engine.close();
        assertThatThrownBy(() -> body.transferTo(new ByteArrayOutputStream())).isInstanceOf(IOException.class);
    }

    @Test
    void listsModels() throws Exception {
        HttpRequest request = request("/v1/models", null).GET().build();
        JsonNode models = new JsonMapper()
                .readTree(client.send(request, BodyHandlers.ofString()).body());
        assertThat(models.get("object").asText()).isEqualTo("list");
        assertThat(models.get("data").findValuesAsText("id")).contains("eleven_flash_v2_5");
    }

    @Test
    void refusesWrongValueBeforeAnyAudio() throws Exception {
        HttpResponse<String> response =
                client.send(speech(HELLO.formatted(",\"response_format\":\"flac\"")), BodyHandlers.ofString());
        assertThat(response.statusCode()).isEqualTo(400);
        assertThat(error(response).get("param").asText()).isEqualTo("response_format");
        assertThat(error(response).get("type").asText()).isEqualTo("invalid_request_error");
        assertThat(response.headers().firstValue("x-should-retry")).contains("false");
    }

    @Test
    void passesRefusalOfServiceOn() throws Exception {
        HttpResponse<String> response =
                client.send(speech("{\"input\":\"Hi\",\"voice\":\"nobody\"}"), BodyHandlers.ofString());
        assertThat(response.statusCode()).isEqualTo(400);
        assertThat(error(response).get("message").asText()).contains("voice");
    }

    @Test
    void refusesWrongKey() throws Exception {
        HttpRequest request = request("/v1/models", "secret")
                .header("Authorization", "Bearer wrong")
                .build();
        assertThat(client.send(request, BodyHandlers.ofString()).statusCode()).isEqualTo(401);
    }

    @Test
    void acceptsKey() throws Exception {
        HttpRequest request = request("/v1/models", "secret")
                .header("Authorization", "Bearer secret")
                .build();
        assertThat(client.send(request, BodyHandlers.ofString()).statusCode()).isEqualTo(200);
    }

    @Test
    void refusesContentTypeThatWebPagesMaySend() throws Exception {
        HttpRequest request = request("/v1/audio/speech", null)
                .setHeader("Content-Type", "text/plain")
                .POST(HttpRequest.BodyPublishers.ofString(HELLO.formatted("")))
                .build();
        assertThat(client.send(request, BodyHandlers.ofString()).statusCode()).isEqualTo(415);
    }

    @ParameterizedTest
    @CsvSource({"GET, /v1/audio/speech, 405", "POST, /v1/models, 405", "GET, /, 404", "POST, /v1/chat/completions, 404"
    })
    void refusesOtherPathsAndMethods(String method, String path, int status) throws Exception {
        HttpRequest request = request(path, null)
                .method(method, HttpRequest.BodyPublishers.ofString("{}"))
                .build();
        HttpResponse<String> response = client.send(request, BodyHandlers.ofString());
        assertThat(response.statusCode()).isEqualTo(status);
        assertThat(error(response).get("message").asText()).contains("/v1/");
    }

    @Test
    void refusesBodyAboveLimit() throws Exception {
        HttpResponse<String> response =
                client.send(speech(HELLO.replace("Hello.", "a".repeat(1 << 20))), BodyHandlers.ofString());
        assertThat(response.statusCode()).isEqualTo(413);
    }

    @Test
    void statusOfOtherFailures() {
        assertThat(OpenAiError.of(new CapacityException("busy", null)).status()).isEqualTo(429);
        assertThat(OpenAiError.of(new EngineClosedException("closed")).status()).isEqualTo(503);
    }
}
