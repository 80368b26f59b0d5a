package dev.parlando.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.parlando.SpeechEngine;
import dev.parlando.network.RetryPolicy;
import dev.parlando.offline.ServiceRefusal;
import dev.parlando.offline.SpeechAnswer;
import dev.parlando.offline.junit.OfflineService;
import dev.parlando.offline.load.AnswerFault;
import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import org.apache.catalina.LifecycleException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Tag("adapter")
@Timeout(60)
class SpeechServletTest {
    private static final SpeechAnswer ENDLESS =
            SpeechAnswer.audio(new byte[4 * 1024 * 1024]).chunks(1_000, Duration.ofMillis(5));

    @RegisterExtension
    static final OfflineService service = OfflineService.create();

    private final HttpClient client = HttpClient.newHttpClient();
    private SpeechEngine engine;
    private WebServer server;

    @BeforeEach
    void start() throws LifecycleException {
        engine = service.engineBuilder()
                .retryPolicy(RetryPolicy.NONE)
                .closeGrace(Duration.ZERO)
                .build();
        server = new WebServer()
                .register(application -> SpeechEndpoint.register(application, engine))
                .start();
    }

    @AfterEach
    void stop() throws LifecycleException {
        engine.close();
        server.close();
    }

    private HttpRequest get(String query) {
        return HttpRequest.newBuilder(server.uri("/speech" + query)).build();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 100, 10_000, 3_000_000})
    void sendsTheWholeAudio(int bytes) throws IOException, InterruptedException {
        byte[] sound = new byte[bytes];
        for (int i = 0; i < bytes; i++) {
            sound[i] = (byte) (i * 31 ^ i >> 8);
        }
        service.answer(SpeechAnswer.audio(sound));
        HttpResponse<byte[]> response = client.send(get("?text=Hello."), BodyHandlers.ofByteArray());
        assertEquals(200, response.statusCode());
        assertThat(response.body()).isEqualTo(sound);
        assertThat(response.headers().firstValue("content-type")).hasValue("audio/mpeg");
        service.requests().only().assertText("Hello.").assertCompleted();
    }

    @Test
    void audioIsSentBeforeItIsComplete() throws IOException, InterruptedException {
        service.answer(SpeechAnswer.audio(new byte[1_000]).chunks(500, Duration.ofHours(1)));
        HttpResponse<InputStream> response = client.send(get("?text=Hello."), BodyHandlers.ofInputStream());
        try (InputStream audio = response.body()) {
            assertEquals(500, audio.readNBytes(500).length);
        }
        engine.close(); // The rest would follow in an hour.
        service.requests().only().assertCancelled();
    }

    @Test
    void browserThatLeavesCancelsTheRequest() throws IOException, InterruptedException {
        service.answer(ENDLESS);
        HttpResponse<InputStream> response = client.send(get("?text=Hello."), BodyHandlers.ofInputStream());
        try (InputStream audio = response.body()) {
            assertTrue(audio.read() >= 0);
        }
        service.requests().only().assertCancelled();
    }

    @Test
    void browserThatReadsLateReceivesAll() throws IOException, InterruptedException {
        byte[] sound = new byte[32 * 1024 * 1024];
        service.answer(SpeechAnswer.audio(sound));
        HttpResponse<InputStream> response = client.send(get("?text=Hello."), BodyHandlers.ofInputStream());
        try (InputStream audio = response.body()) {
            assertTrue(audio.read() >= 0);
            // All buffers in between are smaller than this, so that the service has waited.
            assertEquals(sound.length - 1, audio.readAllBytes().length);
        }
        service.requests().only().assertCompleted();
    }

    @ParameterizedTest
    @CsvSource({"INVALID_API_KEY, 502", "UNPROCESSABLE, 502", "CONCURRENT_LIMIT, 503", "BAD_GATEWAY, 502"})
    void refusalBecomesAStatus(ServiceRefusal refusal, int status) throws IOException, InterruptedException {
        service.answerAlways(SpeechAnswer.refusal(refusal));
        HttpResponse<byte[]> response = client.send(get("?text=Hello."), BodyHandlers.ofByteArray());
        assertEquals(status, response.statusCode());
        assertThat(response.body()).isEmpty();
    }

    @Test
    void closedEngineIsNotAvailable() throws IOException, InterruptedException {
        engine.close();
        assertEquals(
                503, client.send(get("?text=Hello."), BodyHandlers.discarding()).statusCode());
    }

    @Test
    void speechThatBreaksOffEndsTheResponse() throws IOException, InterruptedException {
        service.answer(SpeechAnswer.audio(new byte[20_000]).failingAfter(10_000, AnswerFault.CUT));
        HttpResponse<byte[]> response = client.send(get("?text=Hello."), BodyHandlers.ofByteArray());
        assertEquals(200, response.statusCode());
        assertEquals(10_000, response.body().length);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "?text=", "?text=%20", "?texts=Hello."})
    void requestWithoutTextIsRefused(String query) throws IOException, InterruptedException {
        assertEquals(400, client.send(get(query), BodyHandlers.discarding()).statusCode());
        assertThat(service.requests().list()).isEmpty();
    }

    @Test
    void longTextIsRefused() throws IOException, InterruptedException {
        assertEquals(
                400,
                client.send(get("?text=" + "a".repeat(501)), BodyHandlers.discarding())
                        .statusCode());
        assertThat(service.requests().list()).isEmpty();
    }

    @Test
    void headIsNotBilled() throws IOException, InterruptedException {
        HttpRequest head = HttpRequest.newBuilder(server.uri("/speech?text=Hello."))
                .method("HEAD", HttpRequest.BodyPublishers.noBody())
                .build();
        assertEquals(405, client.send(head, BodyHandlers.discarding()).statusCode());
        assertThat(service.requests().list()).isEmpty();
    }
}
