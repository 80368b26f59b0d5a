package dev.parlando.spring.boot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.parlando.SpeechEngine;
import dev.parlando.credentials.ApiKey;
import dev.parlando.error.EngineClosedException;
import dev.parlando.error.InvalidRequestException;
import dev.parlando.offline.OfflineVoiceServer;
import dev.parlando.offline.SpeechAnswer;
import dev.parlando.offline.junit.OfflineService;
import dev.parlando.speech.SpeechRequest;
import dev.parlando.spring.ai.ParlandoTextToSpeechModel;
import dev.parlando.telemetry.EngineListener;
import dev.parlando.telemetry.StreamEnded;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.ai.audio.tts.TextToSpeechModel;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

@Tag("adapter")
class ParlandoAutoConfigurationTest {
    @RegisterExtension
    static final OfflineService service = OfflineService.create();

    private final ApplicationContextRunner runner = new ApplicationContextRunner()
            .withConfiguration(AutoConfigurations.of(ParlandoAutoConfiguration.class, SpringAiAutoConfiguration.class));

    private ApplicationContextRunner offline() {
        return runner.withPropertyValues(
                "parlando.base-url=" + service.baseUri(),
                "parlando.api-key=" + service.apiKey(),
                "parlando.voice=" + OfflineVoiceServer.STANDARD_VOICE_ID);
    }

    @Test
    void propertiesConfigureTheEngineAndTheModel() {
        service.answerAlways(SpeechAnswer.silence(Duration.ofMillis(10)));
        offline()
                .withPropertyValues(
                        "parlando.model=eleven_flash_v2_5",
                        "parlando.format=pcm_16000",
                        "parlando.limits.max-concurrent=3",
                        "parlando.limits.max-queued=5",
                        "parlando.limits.max-wait=2s",
                        "parlando.timeouts.connect=1s",
                        "parlando.timeouts.response-headers=2s",
                        "parlando.timeouts.silence=3s",
                        "parlando.close-grace=0s")
                .run(context -> {
                    assertThat(context).hasSingleBean(SpeechEngine.class).hasSingleBean(TextToSpeechModel.class);
                    assertThat(context.getBean(TextToSpeechModel.class).call("Hello."))
                            .isNotEmpty();
                    service.requests()
                            .only()
                            .assertVoice(OfflineVoiceServer.STANDARD_VOICE_ID)
                            .assertModel("eleven_flash_v2_5")
                            .assertFormat("pcm_16000");
                    int limit = context.getBean(SpeechEngine.class)
                            .governor()
                            .snapshot("eleven_flash_v2_5")
                            .limit();
                    assertThat(limit).isBetween(1, 3);
                });
    }

    @Test
    void closedContextClosesTheEngine() {
        List<SpeechEngine> engines = new ArrayList<>();
        offline().run(context -> engines.add(context.getBean(SpeechEngine.class)));
        assertThrows(
                EngineClosedException.class,
                () -> engines.get(0).inputStream(SpeechRequest.of("Hello.")).close());
    }

    @Test
    void keyComesFromAnySourceOfProperties(@TempDir Path folder) throws IOException {
        Path file = Files.writeString(folder.resolve("key"), service.apiKey());
        String fingerprint = ApiKey.of(service.apiKey()).fingerprint();
        for (String property : List.of(
                "parlando.api-key=" + service.apiKey(),
                "parlando.api-key-file=" + file,
                "ELEVENLABS_API_KEY=" + service.apiKey(),
                "ELEVENLABS_API_KEY_FILE=" + file)) {
            runner.withPropertyValues("parlando.base-url=" + service.baseUri(), property)
                    .run(context -> assertEquals(
                            fingerprint,
                            context.getBean(SpeechEngine.class).credentials().fingerprint(),
                            property));
        }
    }

    @Test
    void beansOfTheApplicationReplaceThoseOfTheStarter() {
        SpeechRequest template = SpeechRequest.template().languageCode("en").build();
        runner.withBean("own", SpeechEngine.class, service::engine)
                .withBean(SpeechRequest.class, () -> template)
                .run(context -> {
                    assertThat(context).hasSingleBean(SpeechEngine.class).hasBean("own");
                    assertEquals(template, context.getBean(SpeechRequest.class));
                });
    }

    @Test
    void listenersAndCustomizersReachTheBuilder() {
        service.answer(SpeechAnswer.silence(Duration.ofMillis(10)));
        CompletableFuture<StreamEnded> ended = new CompletableFuture<>();
        EngineListener listener = new EngineListener() {
            @Override
            public void onStreamEnded(StreamEnded event) {
                ended.complete(event);
            }
        };
        offline()
                .withBean(EngineListener.class, () -> listener)
                .withBean(SpeechEngineCustomizer.class, () -> builder -> builder.defaultVoice("customVoice"))
                .run(context -> {
                    assertThat(context.getBean(SpeechEngine.class)
                                    .inputStream(SpeechRequest.of("Hello."))
                                    .readAllBytes())
                            .isNotEmpty();
                    service.requests().only().assertVoice("customVoice");
                    assertThat(ended.orTimeout(10, TimeUnit.SECONDS).join().failure())
                            .isNull();
                });
    }

    @Test
    void nothingIsCreatedIfDisabled() {
        runner.withPropertyValues("parlando.enabled=false").run(context -> assertThat(context)
                .hasNotFailed()
                .doesNotHaveBean(SpeechEngine.class)
                .doesNotHaveBean(TextToSpeechModel.class));
    }

    @Test
    void modelNeedsSpringAi() {
        offline()
                .withClassLoader(new FilteredClassLoader("org.springframework.ai"))
                .run(context -> assertThat(context)
                        .hasSingleBean(SpeechEngine.class)
                        .doesNotHaveBean("parlandoTextToSpeechModel"));
    }

    @Test
    void anotherModelOfSpeechCanBeChosen() {
        offline().withPropertyValues("spring.ai.model.audio.speech=openai").run(context -> assertThat(context)
                .hasSingleBean(SpeechEngine.class)
                .doesNotHaveBean(ParlandoTextToSpeechModel.class));
    }

    @ParameterizedTest
    @CsvSource({
        "parlando.base-url, ftp://127.0.0.1",
        "parlando.base-url, not a url",
        "parlando.api-key, with blank",
        "parlando.voice, ../voices",
        "parlando.model, a model",
        "parlando.format, mp3",
        "parlando.close-grace, 30d",
        "parlando.timeouts.connect, 0s",
        "parlando.timeouts.response-headers, 0s",
        "parlando.timeouts.silence, 0s",
        "parlando.limits.max-concurrent, 0",
        "parlando.limits.max-queued, -1",
        "parlando.limits.max-wait, 2d",
        "parlando.trusted-certificates, missing.pem",
        "parlando.api-key-file, missing.key"
    })
    void wrongPropertyIsNamed(String property, String value) {
        // A key and a URL that are valid for all but the tested property.
        List<String> properties = new ArrayList<>(List.of("parlando.base-url=https://127.0.0.1:1"));
        if (!property.startsWith("parlando.api-key")) {
            properties.add("parlando.api-key=key");
        }
        properties.add(property + "=" + value);
        runner.withPropertyValues(properties.toArray(String[]::new)).run(context -> {
            assertThat(context).hasFailed();
            FailureAnalysis analysis =
                    Objects.requireNonNull(new PropertyFailureAnalyzer().analyze(context.getStartupFailure()));
            assertThat(analysis.getDescription()).startsWith(property + ": ").doesNotContain("with blank");
            assertThat(analysis.getAction()).contains("'" + property + "'");
        });
    }

    @Test
    void missingKeyIsReportedWithItsRemedy() {
        runner.run(context -> assertThat(context.getStartupFailure())
                .rootCause()
                .isInstanceOf(InvalidRequestException.class)
                .hasMessageStartingWith("parlando.api-key: none is set for api.elevenlabs.io")
                .hasMessageContaining("ELEVENLABS_API_KEY"));
    }

    @Test
    void propertiesAreDescribedForEditors() throws IOException {
        try (var metadata = Objects.requireNonNull(
                ParlandoProperties.class.getResourceAsStream("/META-INF/spring-configuration-metadata.json"))) {
            String json = new String(metadata.readAllBytes(), StandardCharsets.UTF_8);
            assertThat(json)
                    .contains("\"parlando.base-url\"", "\"parlando.timeouts.response-headers\"")
                    .contains("Format of the audio of the speech template, such as mp3_44100_128.");
        }
    }

    @Test
    void propertiesDoNotShowTheKey() {
        offline().run(context -> assertThat(
                        context.getBean(ParlandoProperties.class).toString())
                .doesNotContain(service.apiKey()));
    }
}
