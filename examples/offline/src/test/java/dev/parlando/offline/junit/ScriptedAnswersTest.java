package dev.parlando.offline.junit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.parlando.SpeechEngine;
import dev.parlando.error.ParlandoException;
import dev.parlando.error.UnexpectedResponseException;
import dev.parlando.network.RetryPolicy;
import dev.parlando.offline.ServiceRefusal;
import dev.parlando.offline.SpeechAnswer;
import dev.parlando.offline.load.RequestTransport;
import dev.parlando.speech.Chunk;
import dev.parlando.speech.ChunkAction;
import dev.parlando.speech.ChunkHandler;
import dev.parlando.speech.OutputFormat;
import dev.parlando.speech.SpeechInputStream;
import dev.parlando.speech.SpeechRequest;
import dev.parlando.speech.SpeechRequestBuilder;
import dev.parlando.speech.SpeechStream;
import dev.parlando.transcript.Alignment;
import dev.parlando.transcript.SpeechTiming;
import java.io.ByteArrayInputStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import javax.sound.sampled.AudioFileFormat;
import javax.sound.sampled.AudioFormat;
import javax.sound.sampled.AudioInputStream;
import javax.sound.sampled.AudioSystem;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Scripted contents, refusals and records, received by an engine. */
@Timeout(120)
class ScriptedAnswersTest {
    @RegisterExtension
    static final OfflineService service = OfflineService.create();

    private static SpeechRequestBuilder request(String text) {
        return SpeechRequest.builder(text).outputFormat(OutputFormat.PCM_16000);
    }

    private static byte[] speak(SpeechRequest request) throws Exception {
        try (SpeechInputStream audio = service.engine().inputStream(request)) {
            return audio.readAllBytes();
        }
    }

    @Test
    void offlineVoiceAnswersWithoutScript() throws Exception {
        assertThat(speak(request("Hello").build())).hasSizeGreaterThan(8_000);
    }

    @Test
    void toneHasItsLengthInTheRequestedFormat() throws Exception {
        service.answerAlways(SpeechAnswer.tone(Duration.ofMillis(500)));

        assertThat(speak(request("Hello").build())).hasSize(16_000);
        assertThat(speak(request("Hello").outputFormat(OutputFormat.ULAW_8000).build()))
                .hasSize(4_000);
        assertThat(speak(request("Hello")
                        .outputFormat(OutputFormat.MP3_44100_128)
                        .build()))
                .hasSizeBetween(8_000, 9_500);
    }

    @Test
    void answersAreUsedInOrderAndThenTheStandardAnswer() throws Exception {
        service.answerAlways(SpeechAnswer.audio(new byte[] {9, 9}));
        service.answer(SpeechAnswer.audio(new byte[] {1, 1}), SpeechAnswer.audio(new byte[] {2, 2}));

        assertThat(speak(request("One").build())).containsExactly(1, 1);
        assertThat(speak(request("Two").build())).containsExactly(2, 2);
        assertThat(speak(request("Three").build())).containsExactly(9, 9);
        service.requests().assertTexts("One", "Two", "Three");
    }

    @Test
    void samplesAreResampled() throws Exception {
        short[] constant = new short[800];
        Arrays.fill(constant, (short) 1_000);
        service.answer(SpeechAnswer.samples(constant, 8_000), SpeechAnswer.samples(constant, 16_000));

        byte[] resampled = speak(request("Hello").build());
        assertThat(resampled).hasSize(2 * 1_600);
        assertThat((short) ((resampled[1600] & 0xff) | (resampled[1601] << 8))).isBetween((short) 990, (short) 1_010);
        assertThat(speak(request("Hello").build())).hasSize(2 * 800);
    }

    @Test
    void stereoWavFileBecomesMono(@TempDir Path folder) throws Exception {
        Path file = folder.resolve("two.wav");
        byte[] frames = {100, 0, 50, 0, 20, 0, 40, 0};
        AudioFormat format = new AudioFormat(16_000, 16, 2, true, false);
        AudioInputStream input = new AudioInputStream(new ByteArrayInputStream(frames), format, 2);
        AudioSystem.write(input, AudioFileFormat.Type.WAVE, file.toFile());
        service.answer(SpeechAnswer.wav(file));

        assertThat(speak(request("Hello").build())).containsExactly(75, 0, 30, 0);
    }

    @Test
    void textThatTheOfflineVoiceCannotSpeakHasScriptedAudio() throws Exception {
        service.answer(SpeechAnswer.silence(Duration.ofMillis(100)));

        assertThat(speak(request("こんにちは").build())).hasSize(3_200).containsOnly(0);
    }

    @Test
    void charactersTakeTheSameTime() {
        service.answer(SpeechAnswer.tone(Duration.ofMillis(500)));
        SpeechRequest request = request("Hello").timestamps(true).build();
        TimingCollector collector = new TimingCollector();

        service.engine().stream(request, collector).join();

        Alignment times = collector.alignments.get(0);
        assertThat(times.text()).isEqualTo("Hello");
        assertThat(times.startMillis(4)).isEqualTo(400);
        assertThat(collector.bytes).isEqualTo(16_000);
    }

    @ParameterizedTest
    @EnumSource
    void refusalHasItsStatus(ServiceRefusal refusal) {
        service.answerAlways(SpeechAnswer.refusal(refusal));
        String status =
                switch (refusal) {
                    case INVALID_API_KEY, QUOTA_EXCEEDED -> "401";
                    case INSUFFICIENT_CREDITS, PAID_PLAN_REQUIRED -> "402";
                    case VOICE_ACCESS_DENIED, FORMAT_NOT_ALLOWED -> "403";
                    case VOICE_NOT_FOUND -> "404";
                    case UNPROCESSABLE -> "422";
                    case CONCURRENT_LIMIT, RATE_LIMIT, SYSTEM_BUSY -> "429";
                    case INTERNAL_ERROR -> "500";
                    case BAD_GATEWAY -> "502";
                    case SERVICE_UNAVAILABLE -> "503";
                };

        try (SpeechEngine engine =
                service.engineBuilder().retryPolicy(RetryPolicy.NONE).build()) {
            SpeechStream stream = engine.stream(request("Hello").build(), chunk -> ChunkAction.CONTINUE);
            assertThatThrownBy(stream::join)
                    .isInstanceOf(ParlandoException.class)
                    .hasMessageContaining(status);
        }
        assertThat(service.requests().last().status()).isEqualTo(Integer.parseInt(status));
    }

    @ParameterizedTest
    @ValueSource(strings = {"text/html", "application/json", "audio/wav"})
    void otherContentIsAnError(String contentType) {
        service.answer(SpeechAnswer.body(200, contentType, "not audio"));

        assertThatThrownBy(() -> speak(request("Hello").build()))
                .rootCause()
                .isInstanceOf(UnexpectedResponseException.class)
                .hasMessageContaining(contentType);
    }

    @Test
    void successWithoutAudioIsAnError() {
        service.answer(SpeechAnswer.noAudio());

        assertThatThrownBy(() -> speak(request("Hello").build()))
                .rootCause()
                .hasMessageContaining("without a single byte");
    }

    @Test
    void recordsPartsOfTheRequestWithoutItsKey() throws Exception {
        speak(request("Hello").voice("myOwnVoice1").model("eleven_flash_v2_5").build());

        assertThat(service.requests()
                        .only()
                        .assertText("Hello")
                        .assertVoice("myOwnVoice1")
                        .assertModel("eleven_flash_v2_5")
                        .assertFormat("pcm_16000")
                        .assertHeader("Content-Type", "application/json")
                        .assertTransport(RequestTransport.HTTP_2)
                        .assertCompleted()
                        .bytesSent())
                .isPositive();
        assertThat(service.requests().only().headers().toString()).doesNotContain(service.apiKey());
    }

    @Test
    void recordsOtherRequestsSeparately() {
        service.engine().models().toCompletableFuture().join();

        service.requests().assertCount(0);
        assertThat(service.server().otherRequests().only().path()).isEqualTo("/v1/models");
    }

    /** A handler that records the times of characters. */
    private static final class TimingCollector implements ChunkHandler {
        private final List<Alignment> alignments = new ArrayList<>();
        private int bytes;

        @Override
        public ChunkAction onChunk(Chunk chunk) {
            bytes += chunk.remaining();
            return ChunkAction.CONTINUE;
        }

        @Override
        public void onTiming(SpeechTiming timing) {
            Alignment alignment = timing.alignment();
            if (alignment != null) {
                alignments.add(alignment);
            }
        }
    }
}
