package dev.parlando.fault;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parlando.SpeechEngine;
import dev.parlando.credentials.ApiKey;
import dev.parlando.credits.CreditCount;
import dev.parlando.credits.CreditMeter;
import dev.parlando.credits.CreditMeterSettings;
import dev.parlando.internal.delivery.TimestampedLines;
import dev.parlando.speech.Chunk;
import dev.parlando.speech.ChunkAction;
import dev.parlando.speech.ChunkHandler;
import dev.parlando.speech.OutputFormat;
import dev.parlando.speech.SpeechRequest;
import dev.parlando.speech.SpeechRequestBuilder;
import dev.parlando.text.DialogueLine;
import dev.parlando.transcript.SpeechTiming;
import dev.parlando.transcript.VoiceSegment;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Tests for dialogues, over a real loopback connection. */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class DialogueTest {
    private static final byte[] AUDIO = TimestampedLines.audio(3, 20_000);

    private final Queue<String> requests = new ConcurrentLinkedQueue<>();
    private final CreditMeter meter = CreditMeter.create(CreditMeterSettings.DEFAULT);

    private SpeechEngine engine(ScriptedServer server) {
        return SpeechEngine.builder()
                .baseUrl(server.baseUrl())
                .apiKey(ApiKey.of(FaultFixture.KEY))
                .creditMeter(meter)
                .build();
    }

    private static SpeechRequestBuilder dialogue() {
        return SpeechRequest.dialogue(List.of(new DialogueLine("a", "Hi."), new DialogueLine("b", "Hello.")))
                .outputFormat(OutputFormat.PCM_24000);
    }

    @Test
    void speaksWithoutLookupOfDefaultVoice() {
        try (ScriptedServer server = ScriptedServer.start(stream -> {
                    requests.add(stream.path() + " " + stream.body());
                    stream.audio("audio/pcm").data(AUDIO, 999).end();
                });
                SpeechEngine engine = engine(server)) {
            CollectingHandler collected = new CollectingHandler();
            engine.stream(dialogue().build(), collected).join();

            assertThat(collected.bytes()).isEqualTo(AUDIO);
            assertThat(requests)
                    .containsExactly("/v1/text-to-dialogue/stream?output_format=pcm_24000 {\"inputs\":["
                            + "{\"text\":\"Hi.\",\"voice_id\":\"a\"},{\"text\":\"Hello.\",\"voice_id\":\"b\"}],"
                            + "\"model_id\":\"eleven_v3\"}");
        }
        assertThat(meter.counts())
                .extracting(CreditCount::model, CreditCount::estimatedCredits)
                .containsExactly(org.assertj.core.groups.Tuple.tuple("eleven_v3", 9L));
    }

    @Test
    void deliversVoiceSegmentsOfEachPiece() {
        byte[] answer = new TimestampedLines()
                .addRaw("{\"audio_base64\":\"AAAA\",\"alignment\":{\"characters\":[\"H\",\"i\"],"
                        + "\"character_start_times_seconds\":[0,0.1],\"character_end_times_seconds\":[0.1,0.2]},"
                        + "\"voice_segments\":[{\"voice_id\":\"a\",\"start_time_seconds\":0,\"end_time_seconds\":0.2,"
                        + "\"character_start_index\":0,\"character_end_index\":2,\"dialogue_input_index\":0}]}")
                .addRaw("{\"audio_base64\":\"AAAA\",\"voice_segments\":[]}")
                .addRaw("{\"audio_base64\":\"AAAA\",\"alignment\":null,\"voice_segments\":[{\"voice_id\":\"b\","
                        + "\"start_time_seconds\":0.2,\"end_time_seconds\":1,\"character_start_index\":0,"
                        + "\"character_end_index\":0,\"dialogue_input_index\":1}]}")
                .bytes();
        try (ScriptedServer server = ScriptedServer.start(stream -> {
                    requests.add(stream.path());
                    stream.audio("application/json").data(answer, 7).end();
                });
                SpeechEngine engine = engine(server)) {
            Queue<VoiceSegment> segments = new ConcurrentLinkedQueue<>();
            long bytes = engine.stream(dialogue().timestamps(true).build(), new ChunkHandler() {
                        @Override
                        public ChunkAction onChunk(Chunk chunk) {
                            return ChunkAction.CONTINUE;
                        }

                        @Override
                        public void onTiming(SpeechTiming timing) {
                            segments.addAll(timing.voiceSegments());
                        }
                    })
                    .join()
                    .bytes();
            assertThat(bytes).isEqualTo(9);
            assertThat(segments)
                    .containsExactly(new VoiceSegment("a", 0, 0, 200, 0, 2), new VoiceSegment("b", 1, 200, 1000, 0, 0));
            assertThat(requests).containsExactly("/v1/text-to-dialogue/stream/with-timestamps?output_format=pcm_24000");
        }
    }

    /** The fast models have permits of their own, so the model of a dialogue decides which ones it takes. */
    @Test
    void takesPermitOfDialogueModel() {
        String models = "[{\"model_id\":\"eleven_v3\",\"name\":\"v3\",\"concurrency_group\":\"expressive\"}]";
        Queue<ScriptedStream> speech = new ConcurrentLinkedQueue<>();
        try (ScriptedServer server = ScriptedServer.start(stream -> {
                    if (stream.path().equals("/v1/models")) {
                        stream.head(200, "content-type", "application/json")
                                .end(models.getBytes(StandardCharsets.UTF_8));
                    } else {
                        speech.add(stream);
                    }
                });
                SpeechEngine engine = engine(server)) {
            engine.models().toCompletableFuture().join();
            CollectingHandler collected = new CollectingHandler();
            engine.stream(dialogue().build(), collected);
            while (speech.isEmpty()) {
                Thread.onSpinWait();
            }
            assertThat(engine.governor().snapshot("eleven_v3").inFlight()).isEqualTo(1);
            assertThat(engine.governor().snapshot(null).inFlight()).isZero();
            speech.remove().audio("audio/pcm").end(AUDIO);
            assertThat(StreamOutcome.of(collected).error()).isNull();
        }
    }
}
