package dev.parlando.internal.json;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.parlando.speech.OutputFormat;
import dev.parlando.speech.PronunciationDictionary;
import dev.parlando.speech.SpeechRequest;
import dev.parlando.speech.SpeechRequestBuilder;
import dev.parlando.speech.TextNormalization;
import dev.parlando.speech.VoiceSettings;
import dev.parlando.text.DialogueLine;
import dev.parlando.transcript.SpeechTiming;
import dev.parlando.transcript.VoiceSegment;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Tests for the calls of dialogues against the service's OpenAPI description. */
class DialogueJsonTest {
    private static final OpenApi API = new OpenApi();
    private static final String ANSWER = "StreamingAudioChunkWithTimestampsAndVoiceSegmentsResponseModel";
    private static final String SEGMENT = "{\"voice_id\":\"a\",\"start_time_seconds\":0.25,\"end_time_seconds\":1.5,"
            + "\"character_start_index\":3,\"character_end_index\":7,\"dialogue_input_index\":2}";

    private static SpeechRequestBuilder dialogue() {
        return SpeechRequest.dialogue(
                List.of(new DialogueLine("voiceA", "[warmly] Hello \"again\"!"), new DialogueLine("voiceB", "Grüße.")));
    }

    private static SpeechRequestBuilder full() {
        return dialogue()
                .model("eleven_v4")
                .languageCode("en")
                .voiceSettings(VoiceSettings.STORED.withStability(0.5))
                .pronunciationDictionaries(List.of(new PronunciationDictionary("d1", "v1")))
                .seed(5)
                .textNormalization(TextNormalization.AUTO)
                .enableLogging(true);
    }

    @ParameterizedTest
    @CsvSource({
        "pcm_24000, false, /v1/text-to-dialogue/stream",
        "pcm_24000, true, /v1/text-to-dialogue/stream/with-timestamps",
        "wav_24000, false, /v1/text-to-dialogue",
        "wav_24000, true, /v1/text-to-dialogue/with-timestamps"
    })
    void writesCallsConformingToSchema(String format, boolean timestamps, String path) throws IOException {
        for (SpeechRequestBuilder builder : List.of(dialogue(), full())) {
            SpeechRequest request = builder.outputFormat(OutputFormat.parse(format))
                    .timestamps(timestamps)
                    .build();
            String target = RequestPath.speech(request, "voiceA");
            assertThat(target).startsWith(path + "?output_format=" + format);
            assertThat(RequestPath.outputFormat(target).value()).isEqualTo(format);
            assertThat(API.problems("POST", target, SpeechRequestJson.write(request)))
                    .isEmpty();
        }
    }

    @Test
    void writesVoiceOfEachLineAndEveryField() throws IOException {
        String inputs = "{\"inputs\":[{\"text\":\"[warmly] Hello \\\"again\\\"!\",\"voice_id\":\"voiceA\"},"
                + "{\"text\":\"Grüße.\",\"voice_id\":\"voiceB\"}],\"model_id\":";
        assertThat(new String(SpeechRequestJson.write(dialogue().build()), StandardCharsets.UTF_8))
                .isEqualTo(inputs + "\"eleven_v3\"}");
        assertThat(OpenApi.JSON.readTree(SpeechRequestJson.write(full().build())))
                .isEqualTo(OpenApi.JSON.readTree(inputs
                        + "\"eleven_v4\",\"language_code\":\"en\",\"settings\":{\"stability\":0.5},"
                        + "\"pronunciation_dictionary_locators\":[{\"pronunciation_dictionary_id\":\"d1\","
                        + "\"version_id\":\"v1\"}],\"seed\":5,\"apply_text_normalization\":\"auto\"}"));
    }

    private static SpeechTiming timing(String json) {
        byte[] bytes = json.getBytes(StandardCharsets.UTF_8);
        return Objects.requireNonNull(
                Objects.requireNonNull(TimingJson.read(bytes, bytes.length)).timing());
    }

    @Test
    void readsSegments() {
        assertThat(timing("{\"voice_segments\":[" + SEGMENT + "]}").voiceSegments())
                .containsExactly(new VoiceSegment("a", 2, 250, 1500, 3, 7));
    }

    @ParameterizedTest
    @ValueSource(strings = {"null", "[]", "{}", "7", "[null,7,\"a\",{}]"})
    void readsNoSegments(String value) {
        byte[] json = ("{\"audio_base64\":\"\",\"voice_segments\":" + value + "}").getBytes(StandardCharsets.UTF_8);
        assertThat(Objects.requireNonNull(TimingJson.read(json, json.length)).timing())
                .isNull();
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '`',
            value = {"\"a\", null", "0.25, \"x\"", "1.5, 1e999", "3, null", "7, 99999999999", "2, true"})
    void omitsIncompleteSegments(String value, String damaged) {
        String broken = SEGMENT.replace(":" + value, ":" + damaged);
        assertThat(broken).isNotEqualTo(SEGMENT);
        assertThat(timing("{\"voice_segments\":[" + broken + "," + SEGMENT + "]}")
                        .voiceSegments())
                .hasSize(1);
    }

    @Property(tries = 100)
    void readsEachSegmentOfGeneratedResponses(@ForAll long seed) {
        JsonNode answer = new SchemaInstances(API, new Random(seed), false).of(ANSWER);
        assertThat(API.problems(ANSWER, answer)).isEmpty();
        ((ObjectNode) answer).remove("audio_base64");
        byte[] json = answer.toString().getBytes(StandardCharsets.UTF_8);
        SpeechTiming timing =
                Objects.requireNonNull(TimingJson.read(json, json.length)).timing();
        assertThat(timing == null ? 0 : timing.voiceSegments().size())
                .isEqualTo(answer.path("voice_segments").size());
    }
}
