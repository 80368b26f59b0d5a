package dev.parlando.offline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.parlando.error.TransportException;
import dev.parlando.offline.http.RequestBodyAggregator;
import dev.parlando.offline.json.Json;
import dev.parlando.offline.json.JsonPath;
import dev.parlando.speech.OutputFormat;
import java.io.IOException;
import java.net.Socket;
import java.net.SocketException;
import java.net.http.HttpClient.Version;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** HTTP/1.1 in cleartext, and HTTP/2 and HTTP/1.1 over TLS, with the JDK's HTTP client. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class OfflineVoiceServerTest {
    private static final String HELLO = "{\"text\":\"Hello there. This is a test.\"}";

    private final OfflineVoiceServer plainServer = OfflineVoiceServer.builder().start();
    private final OfflineVoiceServer tlsServer =
            OfflineVoiceServer.builder().host("localhost").tls(true).start();
    private final OfflineClient plain = new OfflineClient(plainServer, Version.HTTP_1_1);
    private final OfflineClient secure = new OfflineClient(tlsServer, Version.HTTP_2);

    @AfterAll
    void close() {
        plainServer.close();
        tlsServer.close();
    }

    @Test
    void servesBothProtocolsOnTlsPort() throws Exception {
        assertThat(secure.get("/v1/models").version()).isEqualTo(Version.HTTP_2);
        HttpResponse<byte[]> old = new OfflineClient(tlsServer, Version.HTTP_1_1).get("/v1/models");
        assertThat(old.version()).isEqualTo(Version.HTTP_1_1);
        assertThat(old.statusCode()).isEqualTo(200);
        assertThat(tlsServer.baseUri().getScheme()).isEqualTo("https");
    }

    @ParameterizedTest
    @MethodSource("streamedFormats")
    void returnsSameAudioAsStreamAndFile(OutputFormat format) throws Exception {
        String query = "?output_format=" + format;
        HttpResponse<byte[]> stream = secure.speak("/stream" + query, HELLO);
        HttpResponse<byte[]> file = plain.speak(query, HELLO);
        assertThat(stream.statusCode()).isEqualTo(200);
        assertThat(stream.body()).isEqualTo(file.body()).hasSizeGreaterThan(4_000);
        assertThat(stream.headers().firstValue("content-length")).isEmpty();
        assertThat(file.headers().firstValueAsLong("content-length")).hasValue(file.body().length);
        assertThat(stream.headers().firstValue("content-type"))
                .isEqualTo(file.headers().firstValue("content-type"));
    }

    static Stream<OutputFormat> streamedFormats() {
        return OutputFormat.documented().stream().filter(OutputFormat::isStreamed);
    }

    @Test
    void servesWavAsFileOnly() throws Exception {
        HttpResponse<byte[]> wav = plain.speak("?output_format=wav_24000", HELLO);
        HttpResponse<byte[]> pcm = plain.speak("/stream?output_format=pcm_24000", HELLO);
        assertThat(wav.body()).startsWith('R', 'I', 'F', 'F').endsWith(pcm.body());
        assertThat(wav.headers().firstValue("content-type")).hasValue("audio/wav");
        assertThat(plain.speak("/stream?output_format=wav_24000", HELLO).statusCode())
                .isEqualTo(403);
    }

    @ParameterizedTest
    @CsvSource({
        "pcm_16000, audio/pcm",
        "mp3_44100_64, audio/mpeg",
        "ulaw_8000, audio/ulaw",
        "alaw_8000, audio/alaw",
        "opus_48000_32, audio/opus"
    })
    void sendsServiceHeadersOnSuccess(String format, String contentType) throws Exception {
        HttpResponse<byte[]> response = secure.speak("/stream?output_format=" + format, HELLO);
        assertThat(header(response, "content-type")).isEqualTo(contentType);
        assertThat(header(response, "request-id")).matches("[A-Za-z0-9]{20}");
        assertThat(header(response, "history-item-id")).matches("[A-Za-z0-9]{20}");
        assertThat(header(response, "character-cost")).isEqualTo("28");
        assertThat(header(response, "current-concurrent-requests")).isEqualTo("1");
        assertThat(header(response, "workspace-concurrent-requests")).isEqualTo("1");
        assertThat(header(response, "maximum-concurrent-requests")).isEqualTo("10");
        assertThat(header(response, "x-region")).isNotBlank();
        assertThat(header(response, "x-trace-id")).matches("[0-9a-f]{32}");
        assertThat(response.headers().firstValue("tts-latency-ms")).isEmpty();
    }

    @Test
    void sendsFileLatencyAndNoHistoryWithZeroRetention() throws Exception {
        HttpResponse<byte[]> response = secure.speak("?enable_logging=false&output_format=pcm_8000", HELLO);
        assertThat(header(response, "tts-latency-ms")).matches("\\d+");
        assertThat(header(response, "history-item-id")).isEqualTo("not_stored");
    }

    @Test
    void reportsLatencyOfStreamsOnRequest() throws Exception {
        try (OfflineVoiceServer server =
                OfflineVoiceServer.builder().latencyHeader(true).start()) {
            OfflineClient client = new OfflineClient(server, Version.HTTP_1_1);
            long startNanos = System.nanoTime();
            HttpResponse<byte[]> response = client.speak("/stream?output_format=pcm_8000", HELLO);
            long elapsedMillis = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - startNanos);
            assertThat(Long.parseLong(header(response, "tts-latency-ms"))).isBetween(0L, elapsedMillis);
        }
    }

    @Test
    void chargesHalfForHalfPricedModels() throws Exception {
        String body = "{\"text\":\"Seven seven.\",\"model_id\":\"eleven_flash_v2_5\"}";
        assertThat(header(plain.speak("/stream?output_format=pcm_8000", body), "character-cost"))
                .isEqualTo("6");
        String blank = "{\"text\":\" \",\"model_id\":\"eleven_flash_v2_5\"}";
        HttpResponse<byte[]> silence = plain.speak("/stream?output_format=pcm_8000", blank);
        assertThat(header(silence, "character-cost")).isEqualTo("0");
        assertThat(silence.body()).hasSize(3_200);
    }

    @ParameterizedTest
    @CsvSource({
        "POST, /v1/text-to-speech/none, 404, voice_not_found",
        "POST, /v1/text-to-speech/a%20b, 400, invalid_uid",
        "POST, /v1/text-to-speech/a%2Fb, 404, Not Found",
        "POST, /v1/text-to-speech/a/b/c, 404, Not Found",
        "POST, /v1/text-to-speech/none/with-timestamps, 404, voice_not_found",
        "POST, /v1/text-to-speech/none/stream/with-timestamps, 404, voice_not_found",
        "GET, /v1/text-to-speech/KevinOfflineVoice001, 405, Method Not Allowed",
        "DELETE, /v1/models, 405, Method Not Allowed",
        "GET, /v1/usage/character-stats, 404, Not Found",
        "PUT, /v1/service-accounts, 405, Method Not Allowed",
        "GET, /, 404, Not Found",
        "GET, /v1/voices/none, 404, voice_not_found",
        "GET, /v2/voices?page_size=0, 422, greater_than_equal"
    })
    void sendsErrorBodyWithoutSuccessHeaders(String method, String path, int status, String word) throws Exception {
        HttpResponse<byte[]> response = secure.send(secure.request(path)
                .method(method, HttpRequest.BodyPublishers.ofString("{\"text\":\"x\"}"))
                .build());
        assertThat(response.statusCode()).isEqualTo(status);
        assertThat(text(response)).startsWith("{\"detail\":").contains(word);
        assertThat(response.headers().firstValue("request-id")).isEmpty();
        assertThat(response.headers().firstValue("current-concurrent-requests")).isEmpty();
        assertThat(header(response, "content-type")).isEqualTo("application/json");
        assertThat(header(response, "x-trace-id")).isNotBlank();
    }

    @Test
    void requiresKeyAndNeverEchoesIt() throws Exception {
        HttpRequest without = HttpRequest.newBuilder(plainServer.baseUri().resolve("/v1/models"))
                .build();
        assertThat(plain.send(without).statusCode()).isEqualTo(401);
        assertThat(text(plain.send(without))).contains("needs_authorization");
        HttpRequest wrong = HttpRequest.newBuilder(without.uri())
                .header("xi-api-key", "sk_wrong")
                .build();
        assertThat(text(plain.send(wrong))).contains("invalid_api_key").doesNotContain("sk_wrong");
    }

    @Test
    void rejectsOversizedBody() throws Exception {
        String body = "{\"text\":\"" + "a".repeat(RequestBodyAggregator.MAX_BODY_BYTES) + "\"}";
        HttpResponse<byte[]> response = secure.speak("/stream", body);
        assertThat(response.statusCode()).isEqualTo(413);
        assertThat(text(response)).contains("request_too_large");
        assertThat(secure.get("/v1/models").statusCode()).isEqualTo(200);
    }

    @Test
    void listsVoicesByPageAndById() throws Exception {
        Object page = Json.read(secure.get("/v2/voices?page_size=2").body());
        assertThat(JsonPath.at(page, "has_more")).isEqualTo(true);
        String id = (String) JsonPath.at(page, "voices", 1, "voice_id");
        Object voice = Json.read(secure.get("/v1/voices/" + id).body());
        assertThat(JsonPath.at(voice, "voice_id")).isEqualTo(id);
        Object all = Json.read(secure.get("/v1/voices").body());
        assertThat((List<?>) JsonPath.at(all, "voices")).hasSize(5);
        Object models = Json.read(secure.get("/v1/models").body());
        assertThat(JsonPath.at(models, 0, "model_id")).isEqualTo("eleven_v4");
    }

    @Test
    void servesConcurrentRequestsIndependently() throws Exception {
        byte[] alone = secure.speak("/stream?output_format=mp3_22050_32", HELLO).body();
        ExecutorService callers = Executors.newFixedThreadPool(24);
        try {
            List<Callable<byte[]>> calls = IntStream.range(0, 48)
                    .<Callable<byte[]>>mapToObj(i -> () -> secure.speak("/stream?output_format=mp3_22050_32", HELLO)
                            .body())
                    .toList();
            for (Future<byte[]> call : callers.invokeAll(calls)) {
                assertThat(call.get()).isEqualTo(alone);
            }
        } finally {
            callers.shutdown();
        }
    }

    @Test
    void answersPipelinedRequestsInOrder() throws Exception {
        try (Socket socket = new Socket(
                plainServer.baseUri().getHost(), plainServer.baseUri().getPort())) {
            String speech =
                    "POST /v1/text-to-speech/KevinOfflineVoice001?output_format=pcm_8000 HTTP/1.1\r\nhost: x\r\n"
                            + "xi-api-key: " + plainServer.apiKey() + "\r\ncontent-length: 13\r\n\r\n{\"text\":\"Hi\"}";
            String last = "GET /last HTTP/1.1\r\nhost: x\r\nconnection: close\r\n\r\n";
            socket.getOutputStream().write((speech + speech + last).getBytes(StandardCharsets.US_ASCII));
            String answers = new String(socket.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
            assertThat(answers.split("HTTP/1\\.1 ", -1)).hasSize(4);
            assertThat(answers.indexOf("404 Not Found")).isGreaterThan(answers.lastIndexOf("200 OK"));
        }
    }

    @Test
    void namesPortInUse() {
        int taken = plainServer.baseUri().getPort();
        assertThatThrownBy(() -> OfflineVoiceServer.builder().port(taken).start())
                .isInstanceOf(TransportException.class)
                .hasMessageContaining(":" + taken);
    }

    @Test
    @Timeout(240)
    void releasesThreadsAndPortOnClose() throws Exception {
        OfflineVoiceServer server =
                OfflineVoiceServer.builder().apiKey("chosen").start();
        assertThat(server.apiKey()).isEqualTo("chosen");
        assertThat(server.certificatePem()).isEmpty();
        OfflineClient client = new OfflineClient(server, Version.HTTP_1_1);
        assertThat(client.speak("/stream", HELLO).statusCode()).isEqualTo(200);
        List<Thread> before = threads();
        assertThat(before).hasSizeGreaterThanOrEqualTo(2);
        server.close();
        server.close();
        // A thread can still be alive for a moment after it has reported its termination.
        while (before.stream().filter(Thread::isAlive).count() > before.size() - 2) {
            Thread.onSpinWait();
        }
        assertThatThrownBy(() -> client.get("/v1/models")).isInstanceOf(IOException.class);
    }

    @Test
    void abortsActiveResponsesOnClose() throws Exception {
        OfflineVoiceServer server = OfflineVoiceServer.builder().start();
        try (Socket socket =
                new Socket(server.baseUri().getHost(), server.baseUri().getPort())) {
            byte[] body =
                    ("{\"text\":\"" + "This goes on and on. ".repeat(400) + "\"}").getBytes(StandardCharsets.UTF_8);
            String head = "POST /v1/text-to-speech/KevinOfflineVoice001/stream?output_format=pcm_48000 HTTP/1.1\r\n"
                    + "host: x\r\nxi-api-key: " + server.apiKey() + "\r\ncontent-length: " + body.length + "\r\n\r\n";
            socket.getOutputStream().write(head.getBytes(StandardCharsets.US_ASCII));
            socket.getOutputStream().write(body);
            assertThat(socket.getInputStream().read()).isEqualTo('H');
            server.close();
            byte[] rest = socket.getInputStream().readAllBytes();
            assertThat(new String(rest, StandardCharsets.ISO_8859_1)).doesNotEndWith("\r\n0\r\n\r\n");
        } catch (SocketException e) {
            assertThat(e).hasMessageContaining("reset");
        }
    }

    private static List<Thread> threads() {
        return new ArrayList<>(Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().startsWith("parlando-offline"))
                .toList());
    }

    private static String header(HttpResponse<?> response, String name) {
        return response.headers().firstValue(name).orElse("");
    }

    private static String text(HttpResponse<byte[]> response) {
        return new String(response.body(), StandardCharsets.UTF_8);
    }
}
