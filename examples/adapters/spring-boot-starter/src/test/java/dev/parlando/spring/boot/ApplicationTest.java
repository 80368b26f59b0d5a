package dev.parlando.spring.boot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.parlando.error.AuthenticationException;
import dev.parlando.error.EngineClosedException;
import dev.parlando.offline.OfflineVoiceServer;
import dev.parlando.offline.ServiceRefusal;
import dev.parlando.offline.SpeechAnswer;
import dev.parlando.offline.junit.OfflineService;
import dev.parlando.telemetry.EngineListener;
import dev.parlando.telemetry.StreamEnded;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.springframework.ai.audio.tts.TextToSpeechModel;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import reactor.core.publisher.Flux;

/** A real application that speaks with the offline server. */
@Tag("adapter")
class ApplicationTest {
    @RegisterExtension
    static final OfflineService service = OfflineService.create();

    private static ConfigurableApplicationContext context;

    /** The application. */
    @Configuration(proxyBeanMethods = false)
    @EnableAutoConfiguration
    @Import(Announcer.class)
    static class Application {
        private final BlockingQueue<StreamEnded> ends = new LinkedBlockingQueue<>();

        /** Called after the listener of the health indicator, which has an earlier event of the same thread. */
        @Bean
        EngineListener ends() {
            return new EngineListener() {
                @Override
                public void onStreamEnded(StreamEnded event) {
                    ends.add(event);
                }
            };
        }

        void awaitEnd() throws InterruptedException {
            assertThat(ends.poll(10, TimeUnit.SECONDS)).isNotNull();
        }
    }

    @BeforeAll
    static void start() {
        context = run();
    }

    private static ConfigurableApplicationContext run() {
        return new SpringApplication(Application.class)
                .run(
                        "--server.port=0",
                        "--spring.main.banner-mode=off",
                        "--management.endpoint.health.show-details=always",
                        "--management.endpoints.web.exposure.include=*",
                        "--parlando.base-url=" + service.baseUri(),
                        "--parlando.api-key=" + service.apiKey(),
                        "--parlando.close-grace=0s",
                        "--parlando.voice=" + OfflineVoiceServer.STANDARD_VOICE_ID);
    }

    @AfterAll
    static void stop() {
        context.close();
    }

    @BeforeEach
    void forgetEnds() {
        context.getBean(Application.class).ends.clear();
    }

    private HttpResponse<String> get(String path) throws IOException, InterruptedException {
        String port = Objects.requireNonNull(context.getEnvironment().getProperty("local.server.port"));
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                .build();
        return HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString());
    }

    private void awaitEnd() throws InterruptedException {
        context.getBean(Application.class).awaitEnd();
    }

    private TextToSpeechModel model() {
        return context.getBean(TextToSpeechModel.class);
    }

    @Test
    void serviceStreamsSpeech() throws InterruptedException {
        Flux<byte[]> speech = context.getBean(Announcer.class).announce("Hello.");
        assertThat(speech.blockFirst(Duration.ofSeconds(10))).isNotEmpty();
        assertThat(service.requests().only().assertText("Hello.").body()).contains("\"speed\":1.1");
        awaitEnd();
    }

    @Test
    void healthHasTheLimits() throws IOException, InterruptedException {
        assertThat(model().call("Hello.")).isNotEmpty();
        awaitEnd();
        HttpResponse<String> health = get("/actuator/health/parlando");
        assertEquals(200, health.statusCode());
        assertThat(health.body())
                .contains("\"status\":\"UP\"", "\"limits\":{", "\"inFlight\":0", "\"running\":0")
                .doesNotContain(service.apiKey());
    }

    @Test
    void rejectedKeyIsDownUntilARequestIsAccepted() throws IOException, InterruptedException {
        service.answer(SpeechAnswer.refusal(ServiceRefusal.INVALID_API_KEY));
        assertThrows(AuthenticationException.class, () -> model().call("Hello."));
        awaitEnd();
        HttpResponse<String> down = get("/actuator/health/parlando");
        assertEquals(503, down.statusCode());
        assertThat(down.body()).contains("\"lastRefusal\":{", "\"category\":\"AUTHENTICATION\"", "Invalid API key");

        assertThat(model().call("Hello.")).isNotEmpty();
        awaitEnd();
        HttpResponse<String> up = get("/actuator/health/parlando");
        assertEquals(200, up.statusCode());
        assertThat(up.body()).contains("\"lastRefusal\":{");
    }

    @Test
    void prometheusHasTheMetersOfTheEngine() throws IOException, InterruptedException {
        assertThat(model().call("Hello.")).isNotEmpty();
        awaitEnd();
        assertThat(get("/actuator/prometheus").body())
                .contains("gen_ai_client_operation_duration_seconds_count{")
                .contains("parlando_first_byte_seconds_count{")
                .contains("parlando_concurrency_max{");
    }

    @Test
    void endpointsDoNotShowTheKey() throws IOException, InterruptedException {
        assertThat(get("/actuator/configprops/parlando").body())
                .contains("parlando")
                .doesNotContain(service.apiKey());
    }

    @Test
    void closedContextEndsStreams() {
        ConfigurableApplicationContext closing = run();
        service.answer(SpeechAnswer.silence(Duration.ofMinutes(1)).chunks(1_000, Duration.ofMillis(20)));
        Flux<byte[]> speech = closing.getBean(TextToSpeechModel.class).stream("Hello.");
        var error = assertThrows(
                EngineClosedException.class, () -> speech.doOnNext(bytes -> new Thread(closing::close).start())
                        .blockLast(Duration.ofSeconds(10)));
        assertThat(error).isNotNull();
    }
}
