package dev.parlando.spring.boot.endpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.parlando.offline.OfflineVoiceServer;
import dev.parlando.offline.SpeechAnswer;
import dev.parlando.offline.junit.OfflineService;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Configuration;

/** The tests of an application whose endpoint streams speech of the offline server. */
@Timeout(60)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class EndpointContract {
    @RegisterExtension
    static final OfflineService service = OfflineService.create();

    private final WebApplicationType type;
    private final Class<?> controller;
    private ConfigurableApplicationContext context;

    EndpointContract(WebApplicationType type, Class<?> controller) {
        this.type = type;
        this.controller = controller;
    }

    /** The application. */
    @Configuration(proxyBeanMethods = false)
    @EnableAutoConfiguration
    static class Application {}

    @BeforeAll
    void start() {
        SpringApplication application = new SpringApplication(Application.class, controller);
        application.setWebApplicationType(type);
        context = application.run(
                "--server.port=0",
                "--spring.main.banner-mode=off",
                "--parlando.base-url=" + service.baseUri(),
                "--parlando.api-key=" + service.apiKey(),
                "--parlando.close-grace=0s",
                "--parlando.voice=" + OfflineVoiceServer.STANDARD_VOICE_ID);
    }

    @AfterAll
    void stop() {
        context.close();
    }

    <T> HttpResponse<T> get(HttpResponse.BodyHandler<T> body) throws IOException, InterruptedException {
        String port = context.getEnvironment().getRequiredProperty("local.server.port");
        URI uri = URI.create("http://127.0.0.1:" + port + "/speech?text=Hello.");
        return HttpClient.newHttpClient().send(HttpRequest.newBuilder(uri).build(), body);
    }

    @Test
    void sendsTheWholeAudio() throws IOException, InterruptedException {
        byte[] sound = new byte[3_000_000];
        service.answer(SpeechAnswer.audio(sound));
        HttpResponse<byte[]> response = get(BodyHandlers.ofByteArray());
        assertThat(response.body()).hasSize(sound.length);
        assertEquals("audio/mpeg", response.headers().firstValue("content-type").orElseThrow());
    }

    @Test
    void browserThatLeavesCancelsTheRequest() throws IOException, InterruptedException {
        service.answer(SpeechAnswer.audio(new byte[4 * 1024 * 1024]).chunks(1_000, Duration.ofMillis(5)));
        try (InputStream audio = get(BodyHandlers.ofInputStream()).body()) {
            assertTrue(audio.read() >= 0);
        }
        service.requests().only().assertCancelled();
    }
}
