package dev.parlando.spring.ai;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.parlando.error.AuthenticationException;
import dev.parlando.error.CapacityException;
import dev.parlando.error.EngineClosedException;
import dev.parlando.error.InterruptedWaitException;
import dev.parlando.error.InvalidRequestException;
import dev.parlando.error.ParlandoException;
import dev.parlando.error.RequestRejectedException;
import dev.parlando.error.TruncatedAudioException;
import dev.parlando.network.RetryPolicy;
import dev.parlando.offline.OfflineVoiceServer;
import dev.parlando.offline.ServiceRefusal;
import dev.parlando.offline.SpeechAnswer;
import dev.parlando.offline.junit.OfflineService;
import dev.parlando.offline.load.AnswerFault;
import dev.parlando.offline.load.RequestOutcome;
import dev.parlando.speech.OutputFormat;
import dev.parlando.speech.SpeechRequest;
import dev.parlando.speech.VoiceSettings;
import java.io.ByteArrayOutputStream;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.reactivestreams.Subscription;
import org.springframework.ai.audio.tts.TextToSpeechModel;
import org.springframework.ai.audio.tts.TextToSpeechOptions;
import org.springframework.ai.audio.tts.TextToSpeechPrompt;
import org.springframework.ai.audio.tts.TextToSpeechResponse;
import reactor.core.Disposable;
import reactor.core.publisher.BaseSubscriber;

@Tag("adapter")
class ParlandoTextToSpeechModelTest {
    private static final Duration LIMIT = Duration.ofSeconds(10);
    private static final byte[] SOUND = sound(2 * 1024 * 1024);
    /** Longer than the test and its windows. */
    private static final SpeechAnswer ENDLESS = SpeechAnswer.audio(SOUND).chunks(1_000, Duration.ofMillis(20));

    @RegisterExtension
    static final OfflineService service = OfflineService.create();

    private static byte[] sound(int bytes) {
        byte[] sound = new byte[bytes];
        for (int i = 0; i < bytes; i++) {
            sound[i] = (byte) (i * 31 ^ i >> 8);
        }
        return sound;
    }

    private static TextToSpeechModel model() {
        return new ParlandoTextToSpeechModel(service.engine());
    }

    private static TextToSpeechPrompt prompt(TextToSpeechOptions options) {
        return new TextToSpeechPrompt("Your table is ready.", options);
    }

    @Test
    void callReturnsTheWholeAudioWithMetadata() {
        service.answer(SpeechAnswer.audio(SOUND));
        TextToSpeechResponse response = model().call(new TextToSpeechPrompt("Your table is ready."));

        assertThat(response.getResult().getOutput()).isEqualTo(SOUND);
        service.requests().only().assertText("Your table is ready.").assertCompleted();
        String id = Objects.requireNonNull(response.getMetadata().get(SpeechMetadata.REQUEST_ID));
        assertThat(id).isNotBlank();
        Integer cost = response.getMetadata().get(SpeechMetadata.CHARACTER_COST);
        assertEquals("Your table is ready.".length(), cost);
        Map<String, Double> stages =
                Objects.requireNonNull(response.getMetadata().get(SpeechMetadata.STAGES_MILLIS));
        assertThat(stages).containsKeys("permit", "request_sent", "response_headers", "first_byte", "last_byte");
        assertThat(stages.get("first_byte")).isBetween(0.0, stages.get("last_byte"));
    }

    @Test
    void textAloneIsEnough() {
        service.answer(SpeechAnswer.audio(SOUND), SpeechAnswer.audio(SOUND));
        assertThat(model().call("Hello.")).isEqualTo(SOUND);
        List<byte[]> pieces =
                Objects.requireNonNull(model().stream("Hello.").collectList().block(LIMIT));
        assertThat(joined(pieces)).isEqualTo(SOUND);
    }

    @Test
    void eachStreamedResponseHasTheMetadata() {
        service.answer(SpeechAnswer.audio(SOUND));
        List<TextToSpeechResponse> responses = Objects.requireNonNull(
                model().stream(new TextToSpeechPrompt("Hello.")).collectList().block(LIMIT));
        assertThat(joined(responses.stream()
                        .map(each -> each.getResult().getOutput())
                        .toList()))
                .isEqualTo(SOUND);
        assertThat(responses).allSatisfy(each -> {
            assertThat((@Nullable Object) each.getMetadata().get(SpeechMetadata.REQUEST_ID))
                    .isNotNull();
            Map<String, Double> stages =
                    Objects.requireNonNull(each.getMetadata().get(SpeechMetadata.STAGES_MILLIS));
            assertThat(stages).containsKey("first_byte");
        });
    }

    private static byte[] joined(List<byte[]> pieces) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        pieces.forEach(all::writeBytes);
        return all.toByteArray();
    }

    @Test
    void optionsOfAPromptReplaceThoseOfTheTemplate() {
        service.answerAlways(SpeechAnswer.silence(Duration.ofMillis(10)));
        SpeechRequest template = SpeechRequest.template()
                .voice("templateVoice")
                .model("eleven_multilingual_v2")
                .languageCode("en")
                .outputFormat(OutputFormat.PCM_16000)
                .voiceSettings(VoiceSettings.STORED.withStability(0.25).withSpeed(0.9))
                .build();
        TextToSpeechModel model = new ParlandoTextToSpeechModel(service.engine(), template);
        assertThat(model.call(new TextToSpeechPrompt("One.")).getResults()).hasSize(1);
        service.requests()
                .last()
                .assertVoice("templateVoice")
                .assertModel("eleven_multilingual_v2")
                .assertFormat("pcm_16000");

        TextToSpeechOptions options = TextToSpeechOptions.builder()
                .voice("promptVoice")
                .model("eleven_flash_v2_5")
                .format("mp3_22050_32")
                .speed(1.1)
                .build();
        assertThat(model.call(prompt(options)).getResults()).hasSize(1);
        String body = service.requests()
                .last()
                .assertVoice("promptVoice")
                .assertModel("eleven_flash_v2_5")
                .assertFormat("mp3_22050_32")
                .body();
        assertThat(body).contains("\"stability\":0.25", "\"speed\":1.1", "\"language_code\":\"en\"");
    }

    @Test
    void defaultOptionsAreThoseOfTheTemplate() {
        SpeechRequest template = SpeechRequest.template()
                .voice("aVoice")
                .model("eleven_flash_v2_5")
                .voiceSettings(VoiceSettings.STORED.withSpeed(0.8))
                .build();
        ParlandoTextToSpeechModel model = new ParlandoTextToSpeechModel(service.engine(), template);
        TextToSpeechOptions options = model.getOptions();
        assertEquals("aVoice", options.getVoice());
        assertEquals("eleven_flash_v2_5", options.getModel());
        assertEquals(template.outputFormat().value(), options.getFormat());
        assertEquals(0.8, options.getSpeed());
    }

    static List<Arguments> wrongOptions() {
        return List.of(
                Arguments.of(
                        "output_format",
                        TextToSpeechOptions.builder().format("mp3").build()),
                Arguments.of(
                        "voice_settings.speed",
                        TextToSpeechOptions.builder().speed(3.0).build()),
                Arguments.of(
                        "voice_id",
                        TextToSpeechOptions.builder().voice("../voices").build()));
    }

    @ParameterizedTest
    @MethodSource("wrongOptions")
    void wrongOptionIsNamedAndNothingIsSent(String option, TextToSpeechOptions options) {
        TextToSpeechModel model = model();
        var called = assertThrows(InvalidRequestException.class, () -> model.call(prompt(options)));
        assertEquals(option, called.option());
        var streamed = assertThrows(InvalidRequestException.class, () -> model.stream(prompt(options))
                .blockLast(LIMIT));
        assertEquals(option, streamed.option());
        assertThat(service.requests().list()).isEmpty();
    }

    @Test
    void blankTextIsAnErrorOfTheSubscriber() {
        var error = assertThrows(InvalidRequestException.class, () -> model().stream(new TextToSpeechPrompt(" "))
                .blockLast(LIMIT));
        assertEquals("text", error.option());
    }

    static List<Arguments> refusals() {
        return List.of(
                Arguments.of(ServiceRefusal.INVALID_API_KEY, AuthenticationException.class),
                Arguments.of(ServiceRefusal.UNPROCESSABLE, RequestRejectedException.class),
                Arguments.of(ServiceRefusal.CONCURRENT_LIMIT, CapacityException.class));
    }

    @ParameterizedTest
    @MethodSource("refusals")
    void refusalIsTheErrorOfTheEngine(ServiceRefusal refusal, Class<? extends ParlandoException> type) {
        service.answerAlways(SpeechAnswer.refusal(refusal));
        try (var engine = service.engineBuilder().retryPolicy(RetryPolicy.NONE).build()) {
            TextToSpeechModel model = new ParlandoTextToSpeechModel(engine);
            assertThrows(type, () -> model.call("Hello."));
            assertThrows(type, () -> model.stream("Hello.").blockLast(LIMIT));
        }
    }

    @Test
    void audioBeforeAnErrorIsDelivered() {
        service.answer(SpeechAnswer.audio(SOUND).failingAfter(10_000, AnswerFault.CUT));
        ByteArrayOutputStream received = new ByteArrayOutputStream();
        assertThrows(
                TruncatedAudioException.class,
                () -> model().stream("Hello.").doOnNext(received::writeBytes).blockLast(LIMIT));
        assertEquals(10_000, received.size());
    }

    @Test
    void cancelBeforeTheFirstChunkResetsTheStream() throws InterruptedException {
        service.answer(SpeechAnswer.audio(SOUND).delayHeaders(LIMIT));
        Disposable subscription = model().stream("Hello.").subscribe();
        service.requests().await(1);
        subscription.dispose();
        service.requests().only().assertCancelled();
    }

    @Test
    void cancelDuringTheAudioResetsTheStream() {
        service.answer(ENDLESS);
        assertTrue(model().stream("Hello.").blockFirst(LIMIT) != null);
        service.requests().only().assertCancelled();
    }

    @Test
    void demandIsFlowControl() {
        service.answerAlways(SpeechAnswer.audio(SOUND));
        TextToSpeechModel model = model();
        CompletableFuture<byte[]> first = new CompletableFuture<>();
        CompletableFuture<Integer> rest = new CompletableFuture<>();
        var subscriber = new BaseSubscriber<byte[]>() {
            private int bytes;

            @Override
            protected void hookOnSubscribe(Subscription subscription) {
                subscription.request(1);
            }

            @Override
            protected void hookOnNext(byte[] value) {
                bytes += value.length;
                first.complete(value);
            }

            @Override
            protected void hookOnComplete() {
                rest.complete(bytes);
            }
        };
        model.stream("Hello.").subscribe(subscriber);
        first.orTimeout(LIMIT.toSeconds(), TimeUnit.SECONDS).join();
        assertThat(model.call("Meanwhile.")).hasSize(SOUND.length); // On the same connection and ring.
        // The service has sent one window of the first answer, 1 MiB, and waits.
        assertEquals(RequestOutcome.OPEN, service.requests().list().get(0).outcome());
        subscriber.requestUnbounded();
        assertEquals(
                SOUND.length,
                rest.orTimeout(LIMIT.toSeconds(), TimeUnit.SECONDS).join());
    }

    @Test
    void eachSubscriberHasARequestOfItsOwn() {
        service.answerAlways(SpeechAnswer.audio(SOUND));
        var stream = model().stream("Hello.");
        assertThat(joined(Objects.requireNonNull(stream.collectList().block(LIMIT))))
                .isEqualTo(SOUND);
        assertThat(joined(Objects.requireNonNull(stream.collectList().block(LIMIT))))
                .isEqualTo(SOUND);
        assertEquals(2, service.requests().list().size());
    }

    @Test
    void closedEngineEndsAStream() throws InterruptedException {
        service.answer(ENDLESS);
        var engine = service.engineBuilder().closeGrace(Duration.ZERO).build();
        CountDownLatch started = new CountDownLatch(1);
        CompletableFuture<byte[]> end = new ParlandoTextToSpeechModel(engine)
                .stream("Hello.").doOnNext(piece -> started.countDown()).last().toFuture();
        assertTrue(started.await(LIMIT.toSeconds(), TimeUnit.SECONDS));
        engine.close();
        var failure = assertThrows(CompletionException.class, end::join);
        assertThat(failure).hasCauseInstanceOf(EngineClosedException.class);
    }

    @Test
    void interruptedCallCancelsItsRequest() {
        service.answer(ENDLESS);
        TextToSpeechModel model = model();
        Thread caller = Thread.currentThread();
        Thread interrupter = new Thread(() -> {
            service.requests().await(1);
            caller.interrupt();
        });
        interrupter.start();
        assertThrows(InterruptedWaitException.class, () -> model.call("Hello."));
        assertTrue(Thread.interrupted());
        service.requests().only().assertCancelled();
    }

    @Test
    void standardVoiceSpeaks() {
        byte[] mp3 = new ParlandoTextToSpeechModel(
                        service.engine(),
                        SpeechRequest.template()
                                .voice(OfflineVoiceServer.STANDARD_VOICE_ID)
                                .outputFormat(OutputFormat.MP3_44100_128)
                                .build())
                .call("Hello.");
        assertThat(mp3).startsWith('I', 'D', '3').hasSizeGreaterThan(1_000);
    }
}
