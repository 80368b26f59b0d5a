package dev.parlando.offline.calls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.parlando.offline.json.HttpErrorException;
import dev.parlando.offline.json.JsonPath;
import dev.parlando.offline.voices.ModelCatalog;
import dev.parlando.offline.voices.VoiceCatalog;
import dev.parlando.speech.OutputFormat;
import io.netty.handler.codec.http.QueryStringDecoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The requests that the service accepts and refuses, as listed in its fact sheet. */
class SpeechRequestParserTest {
    private static final String VOICE = VoiceCatalog.STANDARD_ID;

    private final SpeechRequestParser reader = new SpeechRequestParser(new VoiceCatalog(), new ModelCatalog());

    @Test
    void parsesMinimalRequest() {
        ValidatedSpeechRequest call = read("", "{\"text\":\"Hello.\"}");
        assertThat(call.model().id()).isEqualTo("eleven_multilingual_v2");
        assertThat(call.format()).isEqualTo(OutputFormat.MP3_44100_128);
        assertThat(call.speed()).isEqualTo(1);
        assertThat(call.logged()).isTrue();
        assertThat(call.characterCost()).isEqualTo(6);
    }

    @Test
    void parsesAllMembers() {
        ValidatedSpeechRequest call = read(
                "output_format=ulaw_8000&enable_logging=false&optimize_streaming_latency=2",
                """
                {"text":"ab\ud83c\udf89\ud83c\udf89cd","model_id":"eleven_flash_v2_5","language_code":"en","seed":4294967295,
                 "voice_settings":{"stability":0,"similarity_boost":1,"style":0.5,"use_speaker_boost":null,"speed":1.2,"x":1},
                 "previous_text":"a","next_text":"b","previous_request_ids":[],"next_request_ids":null,
                 "pronunciation_dictionary_locators":[],"apply_text_normalization":"on","use_pvc_as_ivc":true,
                 "apply_language_text_normalization":false,"no_such_member":{"deep":[1]}}""");
        assertThat(call.speed()).isEqualTo(1.2);
        assertThat(call.logged()).isFalse();
        assertThat(call.format()).isEqualTo(OutputFormat.ULAW_8000);
        assertThat(call.characterCost()).isEqualTo(3);
    }

    @Test
    void treatsNullMembersAsAbsent() {
        ValidatedSpeechRequest call = read(
                "",
                "{\"text\":\"Hi\",\"model_id\":null,\"voice_settings\":null,\"seed\":null,"
                        + "\"pronunciation_dictionary_locators\":null,\"previous_request_ids\":null}");
        assertThat(call.model().id()).isEqualTo(ModelCatalog.DEFAULT_ID);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{}                                                          | missing",
                "{'text':null}                                               | string_type",
                "{'text':5}                                                  | string_type",
                "{'text':'x','language_code':5}                              | string_type",
                "{'text':'x','voice_settings':{'stability':1.5}}             | less_than_equal",
                "{'text':'x','voice_settings':{'similarity_boost':-0.1}}     | greater_than_equal",
                "{'text':'x','voice_settings':7}                             | model_type",
                "{'text':'x','voice_settings':{'speed':'fast'}}              | float_parsing",
                "{'text':'x','seed':'one'}                                   | int_parsing",
                "{'text':'x','apply_text_normalization':'maybe'}             | enum",
                "{'text':'x','previous_request_ids':'id'}                    | list_type",
                "{'text':'x','pronunciation_dictionary_locators':[{}]}       | missing",
                "[]                                                          | model_attributes_type",
                "{'text':                                                    | json_invalid",
                "{'text':'x'} trailing                                       | json_invalid",
                "''                                                          | missing"
            })
    void reportsSchemaViolations(String body, String type) {
        HttpErrorException refusal = refusal("", body.replace('\'', '"').equals("\"\"") ? "" : body.replace('\'', '"'));
        assertThat(refusal.status()).isEqualTo(422);
        assertThat(JsonPath.at(refusal.body(), "detail", 0, "type")).isEqualTo(type);
        assertThat(JsonPath.at(refusal.body(), "detail", 0, "loc", 0)).isEqualTo("body");
        assertThat(JsonPath.at(refusal.body(), "detail", 0, "msg")).asString().isNotBlank();
    }

    @ParameterizedTest
    @ValueSource(strings = {"enable_logging=perhaps", "optimize_streaming_latency=5", "optimize_streaming_latency=x"})
    void reportsInvalidQueryParameters(String query) {
        HttpErrorException refusal = refusal(query, "{\"text\":\"x\"}");
        assertThat(refusal.status()).isEqualTo(422);
        assertThat(refusal.body().toString()).contains("[query, ");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{'text':'x','voice_settings':{'style':2}}                                     | invalid_voice_settings",
                "{'text':'x','voice_settings':{'speed':0.69}}                                  | invalid_voice_settings",
                "{'text':'x','voice_settings':{'speed':1.21},'model_id':'eleven_turbo_v2'}     | invalid_voice_settings",
                "{'text':'x','previous_request_ids':['1','2','3','4']}                         | invalid_parameters",
                "{'text':'x','language_code':'xx','model_id':'eleven_flash_v2_5'}              | unsupported_language",
                "{'text':'x','apply_language_text_normalization':true}                         | language_text_normalization_not_supported",
                "{'text':'x','previous_text':'y','model_id':'eleven_v3'}                       | unsupported_model",
                "{'text':' ','model_id':'eleven_v3'}                                           | input_text_empty",
                "{'text':'','model_id':'eleven_v4_turbo'}                                      | input_text_empty",
                "{'text':'\u3053\u3093\u306b\u3061\u306f'}                                     | input_text_unsupported"
            })
    void rejectsInvalidValues(String body, String status) {
        HttpErrorException refusal = refusal("", body.replace('\'', '"'));
        assertThat(refusal.status()).isEqualTo(400);
        assertThat(JsonPath.detail(refusal)).containsEntry("status", status).containsEntry("type", "validation_error");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'text':'x','voice_settings':{'speed':5},'model_id':'eleven_v3'}",
                "{'text':'x','previous_text':'y','model_id':'eleven_v4'}",
                "{'text':''}",
                "{'text':'\ud83c\udf89','model_id':'eleven_flash_v2_5'}"
            })
    void acceptsValuesToleratedByService(String body) {
        assertThat(read("", body.replace('\'', '"')).speed()).isEqualTo(1);
    }

    @Test
    void rejectsTooManyOrUnknownDictionaries() {
        String locator = "{\"pronunciation_dictionary_id\":\"d\"}";
        String four = String.join(",", List.of(locator, locator, locator, locator));
        String body = "{\"text\":\"x\",\"pronunciation_dictionary_locators\":[%s]}";
        assertThat(refusal("", body.formatted(four)).status()).isEqualTo(400);
        HttpErrorException unknown = refusal("", body.formatted(locator));
        assertThat(unknown.status()).isEqualTo(404);
        assertThat(JsonPath.detail(unknown)).containsEntry("code", "pronunciation_dictionary_not_found");
    }

    @ParameterizedTest
    @CsvSource({"eleven_v3, 5500", "eleven_multilingual_v2, 11000", "eleven_flash_v2_5, 44000", "eleven_turbo_v2, 33000"
    })
    void acceptsTextUpToTenPercentOverLimit(String model, int longest) {
        String body = "{\"model_id\":\"" + model + "\",\"text\":\"%s\"}";
        // A character outside the basic multilingual plane counts once, although Java stores it as two chars.
        String text = "a \ud83c\udf89".repeat(longest).substring(0, longest / 3 * 4);
        text += "a".repeat(longest - text.codePointCount(0, text.length()));
        assertThat(read("", body.formatted(text)).text()).isEqualTo(text);
        HttpErrorException refusal = refusal("", body.formatted(text + "a"));
        assertThat(refusal.status()).isEqualTo(400);
        assertThat(JsonPath.detail(refusal))
                .containsEntry("code", "text_too_long")
                .containsEntry("status", "max_character_limit_exceeded");
    }

    @Test
    void rejectsUnknownModelWithLegacyErrorFormat() {
        HttpErrorException refusal = refusal("", "{\"text\":\"x\",\"model_id\":\"eleven_v9\"}");
        assertThat(refusal.status()).isEqualTo(400);
        assertThat(JsonPath.detail(refusal))
                .containsOnlyKeys("status", "message")
                .containsEntry("status", "model_not_found");
    }

    @Test
    void rejectsUnknownAndMalformedVoiceIds() {
        HttpErrorException unknown = catchThrowableOfType(
                HttpErrorException.class, () -> read("NoSuchVoice", "", "{\"text\":\"x\"}", SpeechEndpoint.STREAM));
        assertThat(unknown.status()).isEqualTo(404);
        assertThat(JsonPath.detail(unknown))
                .containsEntry("code", "voice_not_found")
                .containsKey("request_id");
        HttpErrorException malformed = catchThrowableOfType(
                HttpErrorException.class, () -> read("a b", "", "{\"text\":\"x\"}", SpeechEndpoint.STREAM));
        assertThat(malformed.status()).isEqualTo(400);
        assertThat(JsonPath.detail(malformed)).containsEntry("code", "invalid_uid");
    }

    @Test
    void acceptsDocumentedFormatsPerEndpoint() {
        for (OutputFormat format : OutputFormat.documented()) {
            boolean wav = format.value().startsWith("wav");
            for (SpeechEndpoint delivery : SpeechEndpoint.values()) {
                assertThat(accepts(format.value(), delivery))
                        .as("%s as %s", format, delivery)
                        .isEqualTo(!(wav && delivery.isStreamed()));
            }
        }
        HttpErrorException unknown = refusal("output_format=mp3_1_2", "{\"text\":\"x\"}");
        assertThat(unknown.status()).isEqualTo(403);
        assertThat(JsonPath.detail(unknown)).containsEntry("code", "invalid_output_format");
        assertThat(unknown.body().toString())
                .contains("mp3_22050_32", "ulaw_8000")
                .doesNotContain("wav_");
    }

    private boolean accepts(String format, SpeechEndpoint delivery) {
        try {
            return read(VOICE, "output_format=" + format, "{\"text\":\"x\"}", delivery)
                    .format()
                    .value()
                    .equals(format);
        } catch (HttpErrorException refusal) {
            return false;
        }
    }

    private ValidatedSpeechRequest read(String query, String body) {
        return read(VOICE, query, body, SpeechEndpoint.STREAM);
    }

    private ValidatedSpeechRequest read(String voice, String query, String body, SpeechEndpoint delivery) {
        Map<String, List<String>> parameters = new QueryStringDecoder("/x?" + query).parameters();
        return reader.parse(voice, parameters, body.getBytes(StandardCharsets.UTF_8), delivery, true);
    }

    private HttpErrorException refusal(String query, String body) {
        return catchThrowableOfType(HttpErrorException.class, () -> read(query, body));
    }
}
