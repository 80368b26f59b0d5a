package dev.parlando.internal.json;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.parlando.speech.OutputFormat;
import dev.parlando.speech.PronunciationDictionary;
import dev.parlando.speech.SpeechRequest;
import dev.parlando.speech.TextNormalization;
import dev.parlando.speech.VoiceSettings;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import net.jqwik.api.Assume;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SpeechRequestJsonTest {
    private static final JsonMapper JSON = new JsonMapper();

    private static String written(SpeechRequest request) {
        return new String(SpeechRequestJson.write(request), StandardCharsets.UTF_8);
    }

    private static JsonNode parsed(SpeechRequest request) throws IOException {
        return JSON.readTree(SpeechRequestJson.write(request));
    }

    @Test
    void writesOnlyTheTextWhenNothingElseIsSet() {
        assertThat(written(SpeechRequest.of("Hello"))).isEqualTo("{\"text\":\"Hello\"}");
    }

    @Test
    @SuppressWarnings("deprecation") // The service still accepts the field.
    void writesEveryFieldOfTheBody() throws IOException {
        SpeechRequest request = SpeechRequest.builder("Hello")
                .model("eleven_flash_v2_5")
                .languageCode("ja")
                .voiceSettings(VoiceSettings.STORED
                        .withStability(0.4)
                        .withSimilarityBoost(0.8)
                        .withStyle(0.25)
                        .withSpeakerBoost(false)
                        .withSpeed(1.05))
                .pronunciationDictionaries(
                        List.of(new PronunciationDictionary("d1", "v1"), new PronunciationDictionary("d2", null)))
                .seed(4_294_967_295L)
                .previousText("Before.")
                .nextText("After.")
                .previousRequestIds(List.of("p1", "p2"))
                .nextRequestIds(List.of("n1"))
                .textNormalization(TextNormalization.ON)
                .languageTextNormalization(true)
                .usePvcAsIvc(false)
                .build();
        String expected =
                """
                {
                  "text": "Hello",
                  "model_id": "eleven_flash_v2_5",
                  "language_code": "ja",
                  "voice_settings": {
                    "stability": 0.4, "similarity_boost": 0.8, "style": 0.25, "use_speaker_boost": false, "speed": 1.05
                  },
                  "pronunciation_dictionary_locators": [
                    {"pronunciation_dictionary_id": "d1", "version_id": "v1"},
                    {"pronunciation_dictionary_id": "d2"}
                  ],
                  "seed": 4294967295,
                  "previous_text": "Before.",
                  "next_text": "After.",
                  "previous_request_ids": ["p1", "p2"],
                  "next_request_ids": ["n1"],
                  "apply_text_normalization": "on",
                  "apply_language_text_normalization": true,
                  "use_pvc_as_ivc": false
                }
                """;
        assertThat(parsed(request)).isEqualTo(JSON.readTree(expected));
    }

    @Test
    @SuppressWarnings("deprecation") // The service still accepts the parameter.
    void omitsFieldsThatBelongToPath() {
        SpeechRequest request = SpeechRequest.builder("Hello")
                .voice("voice1")
                .outputFormat(OutputFormat.PCM_24000)
                .enableLogging(false)
                .optimizeStreamingLatency(2)
                .build();
        assertThat(written(request)).isEqualTo("{\"text\":\"Hello\"}");
    }

    @Test
    void writesOnlyOverriddenSettings() {
        SpeechRequest one = SpeechRequest.builder("Hello")
                .voiceSettings(VoiceSettings.STORED.withSpeed(0.7))
                .build();
        assertThat(written(one)).isEqualTo("{\"text\":\"Hello\",\"voice_settings\":{\"speed\":0.7}}");
    }

    @ParameterizedTest
    @CsvSource({"AUTO, auto", "ON, on", "OFF, off"})
    void writesServiceValueOfTextNormalization(TextNormalization normalization, String value) throws IOException {
        SpeechRequest request =
                SpeechRequest.builder("Hello").textNormalization(normalization).build();
        assertThat(parsed(request).path("apply_text_normalization").asText()).isEqualTo(value);
    }

    @Test
    void writesCharactersBeyondAsciiAsUtf8() {
        assertThat(written(SpeechRequest.of("Grüße, 世界"))).isEqualTo("{\"text\":\"Grüße, 世界\"}");
    }

    @Test
    void writesSurrogatePairs() throws IOException {
        assertThat(parsed(SpeechRequest.of("a😀b")).path("text").asText()).isEqualTo("a😀b");
    }

    @Test
    void escapesReservedJsonCharacters() {
        assertThat(written(SpeechRequest.of("\"a\\b\"\n\t\u0001")))
                .isEqualTo("{\"text\":\"\\\"a\\\\b\\\"\\n\\t\\u0001\"}");
    }

    @Property(tries = 300, seed = "21")
    void roundTripsAnyText(@ForAll String text) throws IOException {
        Assume.that(!text.isBlank() && StandardCharsets.UTF_8.newEncoder().canEncode(text));
        assertThat(parsed(SpeechRequest.of(text)).path("text").asText()).isEqualTo(text);
    }
}
