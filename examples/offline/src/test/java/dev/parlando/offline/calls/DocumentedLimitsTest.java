package dev.parlando.offline.calls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.parlando.error.InvalidRequestException;
import dev.parlando.offline.json.HttpErrorException;
import dev.parlando.offline.json.JsonPath;
import dev.parlando.offline.voices.ModelCatalog;
import dev.parlando.offline.voices.VoiceCatalog;
import dev.parlando.speech.OutputFormat;
import dev.parlando.speech.PronunciationDictionary;
import dev.parlando.speech.SpeechRequest;
import dev.parlando.speech.SpeechRequestBuilder;
import dev.parlando.speech.VoiceSettings;
import io.netty.handler.codec.http.QueryStringDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The documented limits of create speech, on the client and on the offline server. */
@SuppressWarnings("deprecation") // Deprecated fields have limits, too.
class DocumentedLimitsTest {
    private static final int ACCEPTED = 200;
    private static final VoiceSettings STORED = VoiceSettings.STORED;

    private final SpeechRequestParser server = new SpeechRequestParser(new VoiceCatalog(), new ModelCatalog());

    /** The value on the client. */
    private interface Change extends UnaryOperator<SpeechRequestBuilder> {}

    /**
     * A value at or beyond a limit.
     *
     * @param parameter the name in the API
     * @param status the documented status of the response
     * @param query the query of the request
     * @param body the members of the body, apart from the text if it is not among them
     * @param change the same value on the client; null if the limit depends on the model, or the client has no such value
     */
    private record Value(String parameter, int status, String query, String body, @Nullable Change change) {
        boolean isAccepted() {
            return status == ACCEPTED;
        }

        String json() {
            return "{" + (body.contains("'text'") ? "" : "'text':'x',") + body + "}";
        }

        @Override
        public String toString() {
            String wire = query + body;
            return parameter + " " + status + " " + wire.substring(0, Math.min(80, wire.length()));
        }
    }

    private static Value body(String parameter, int status, String value, @Nullable Change change) {
        return new Value(parameter, status, "", "'" + parameter + "':" + value, change);
    }

    private static Value query(String parameter, int status, String value, @Nullable Change change) {
        return new Value(parameter, status, parameter + "=" + value, "'seed':null", change);
    }

    /** A value for one model, which the client does not check. */
    private static Value model(String parameter, int status, String id, String value) {
        return new Value(parameter, status, "", "'model_id':'" + id + "','" + parameter + "':" + value, null);
    }

    private static Value setting(String name, int status, double value, UnaryOperator<VoiceSettings> change) {
        return new Value(
                "voice_settings." + name,
                status,
                "",
                "'voice_settings':{'" + name + "':" + value + "}",
                request -> request.voiceSettings(change.apply(STORED)));
    }

    static Stream<Value> numbers() {
        return Stream.of(
                body("seed", 422, "-1", request -> request.seed(-1)),
                body("seed", ACCEPTED, "0", request -> request.seed(0)),
                body("seed", ACCEPTED, "4294967295", request -> request.seed(4_294_967_295L)),
                body("seed", 422, "4294967296", request -> request.seed(4_294_967_296L)),
                body("seed", 422, "1.5", null),
                query("optimize_streaming_latency", 422, "-1", request -> request.optimizeStreamingLatency(-1)),
                query("optimize_streaming_latency", ACCEPTED, "0", request -> request.optimizeStreamingLatency(0)),
                query("optimize_streaming_latency", ACCEPTED, "4", request -> request.optimizeStreamingLatency(4)),
                query("optimize_streaming_latency", 422, "5", request -> request.optimizeStreamingLatency(5)),
                setting("stability", 422, -0.01, stored -> stored.withStability(-0.01)),
                setting("stability", ACCEPTED, 0, stored -> stored.withStability(0)),
                setting("stability", ACCEPTED, 1, stored -> stored.withStability(1)),
                setting("stability", 422, 1.01, stored -> stored.withStability(1.01)),
                setting("similarity_boost", 422, -0.01, stored -> stored.withSimilarityBoost(-0.01)),
                setting("similarity_boost", ACCEPTED, 0, stored -> stored.withSimilarityBoost(0)),
                setting("similarity_boost", ACCEPTED, 1, stored -> stored.withSimilarityBoost(1)),
                setting("similarity_boost", 422, 1.01, stored -> stored.withSimilarityBoost(1.01)),
                setting("style", 400, -0.01, stored -> stored.withStyle(-0.01)),
                setting("style", ACCEPTED, 0, stored -> stored.withStyle(0)),
                setting("style", ACCEPTED, 1, stored -> stored.withStyle(1)),
                setting("style", 400, 1.01, stored -> stored.withStyle(1.01)),
                setting("speed", 400, 0.69, stored -> stored.withSpeed(0.69)),
                setting("speed", ACCEPTED, 0.7, stored -> stored.withSpeed(0.7)),
                setting("speed", ACCEPTED, 1.2, stored -> stored.withSpeed(1.2)),
                setting("speed", 400, 1.21, stored -> stored.withSpeed(1.21)));
    }

    static Stream<Value> names() {
        return Stream.of(
                query("output_format", 403, "mp3", null),
                query("output_format", 403, "pcm_11025", null),
                query("output_format", 403, "wav_24000", null), // Not streamed.
                query("output_format", ACCEPTED, "mp3_44100_192", r -> r.outputFormat(OutputFormat.MP3_44100_192)),
                query("output_format", ACCEPTED, "pcm_44100", r -> r.outputFormat(OutputFormat.PCM_44100)),
                query("enable_logging", 422, "perhaps", null),
                query("enable_logging", ACCEPTED, "false", request -> request.enableLogging(false)),
                body("apply_text_normalization", 422, "'maybe'", null),
                body("apply_text_normalization", ACCEPTED, "'off'", null),
                body("language_code", 400, "'english'", request -> request.languageCode("english")),
                body("language_code", 400, "''", request -> request.languageCode("")),
                body("language_code", ACCEPTED, "'de'", request -> request.languageCode("de")),
                body("use_pvc_as_ivc", 422, "'perhaps'", null),
                body("use_pvc_as_ivc", ACCEPTED, "true", request -> request.usePvcAsIvc(true)));
    }

    static Stream<Value> context() {
        return Stream.of(
                body("previous_text", ACCEPTED, "'y'", request -> request.previousText("y")),
                model("previous_text", 400, "eleven_v3", "'y'"),
                body("next_text", ACCEPTED, "'y'", request -> request.nextText("y")),
                model("next_text", 400, "eleven_v3_conversational", "'y'"),
                body("previous_request_ids", ACCEPTED, ids(3), request -> request.previousRequestIds(entries(3))),
                body("previous_request_ids", 400, ids(4), request -> request.previousRequestIds(entries(4))),
                model("previous_request_ids", 400, "eleven_v3", ids(1)),
                model("previous_request_ids", ACCEPTED, "eleven_v3", "[]"),
                withoutHistory("previous_request_ids", request -> request.previousRequestIds(entries(1))),
                body("next_request_ids", ACCEPTED, ids(3), request -> request.nextRequestIds(entries(3))),
                body("next_request_ids", 400, ids(4), request -> request.nextRequestIds(entries(4))),
                model("next_request_ids", 400, "eleven_v3", ids(1)),
                withoutHistory("next_request_ids", request -> request.nextRequestIds(entries(1))),
                dictionaries(400, 4),
                dictionaries(404, 3), // The server has no dictionary.
                new Value(
                        "apply_language_text_normalization",
                        400,
                        "",
                        "'apply_language_text_normalization':true,'language_code':'de'",
                        request -> request.languageTextNormalization(true).languageCode("de")));
    }

    private static Value withoutHistory(String parameter, Change change) {
        return new Value(
                parameter, 400, "enable_logging=false", "'" + parameter + "':" + ids(1), request -> change.apply(
                                request)
                        .enableLogging(false));
    }

    private static Value dictionaries(int status, int count) {
        String parameter = "pronunciation_dictionary_locators";
        String locators = entries(count).stream()
                .map(id -> "{'pronunciation_dictionary_id':'" + id + "'}")
                .collect(Collectors.joining(",", "[", "]"));
        List<PronunciationDictionary> dictionaries = entries(count).stream()
                .map(id -> new PronunciationDictionary(id, null))
                .toList();
        Change change = count > 3 ? request -> request.pronunciationDictionaries(dictionaries) : null;
        return body(parameter, status, locators, change);
    }

    private static List<String> entries(int count) {
        return List.of("a", "b", "c", "d").subList(0, count);
    }

    private static String ids(int count) {
        return entries(count).stream().map(id -> "'" + id + "'").collect(Collectors.joining(",", "[", "]"));
    }

    static Stream<Value> languages() {
        return Stream.of(
                model("language_code", 400, "eleven_flash_v2", "'de'"),
                model("language_code", ACCEPTED, "eleven_flash_v2", "'en'"),
                model("language_code", 400, "eleven_turbo_v2", "'de'"),
                model("language_code", 400, "eleven_flash_v2_5", "'cy'"),
                model("language_code", ACCEPTED, "eleven_flash_v2_5", "'hu'"),
                model("language_code", 400, "eleven_turbo_v2_5", "'cy'"),
                model("language_code", 400, "eleven_multilingual_v2", "'hu'"),
                model("language_code", ACCEPTED, "eleven_v3", "'cy'"),
                model("language_code", 400, "eleven_v3", "'xx'"),
                model("language_code", 400, "eleven_v3_conversational", "'xx'"),
                model("language_code", 400, "eleven_v4", "'xx'"),
                model("language_code", 400, "eleven_v4_turbo", "'xx'"));
    }

    static Stream<Value> lengths() {
        Map<String, Integer> documented = Map.of(
                "eleven_flash_v2_5", 40_000,
                "eleven_turbo_v2_5", 40_000,
                "eleven_flash_v2", 30_000,
                "eleven_turbo_v2", 30_000,
                "eleven_multilingual_v2", 10_000,
                "eleven_v3", 5_000,
                "eleven_v3_conversational", 5_000,
                "eleven_v4", 10_000,
                "eleven_v4_turbo", 10_000);
        Stream<Value> boundaries = documented.entrySet().stream().flatMap(limit -> {
            int enforced = limit.getValue() * 11 / 10; // The service was measured to add 10 %.
            return Stream.of(
                    model("text", ACCEPTED, limit.getKey(), "'" + "x".repeat(enforced) + "'"),
                    model("text", 400, limit.getKey(), "'" + "x".repeat(enforced + 1) + "'"));
        });
        return Stream.concat(
                boundaries,
                Stream.of(
                        body("text", 422, "null", null),
                        new Value("text", 400, "", "'text':' ','model_id':'eleven_v3'", request -> request.model(
                                        "eleven_v3")
                                .text(" "))));
    }

    static Stream<Value> all() {
        return Stream.of(numbers(), names(), context(), languages(), lengths()).flatMap(values -> values);
    }

    @ParameterizedTest
    @MethodSource("all")
    void serverEnforcesLimit(Value value) {
        if (value.isAccepted()) {
            assertThatCode(() -> send(value)).doesNotThrowAnyException();
            return;
        }
        HttpErrorException refusal = catchThrowableOfType(HttpErrorException.class, () -> send(value));
        assertThat(refusal).as("the value is accepted").isNotNull();
        assertThat(refusal.status()).isEqualTo(value.status());
        assertThat(refusedParameter(refusal)).isEqualTo(value.parameter());
    }

    private void send(Value value) {
        server.parse(
                VoiceCatalog.STANDARD_ID,
                new QueryStringDecoder("/x?" + value.query()).parameters(),
                value.json().replace('\'', '"').getBytes(StandardCharsets.UTF_8),
                SpeechEndpoint.STREAM,
                true);
    }

    /** Returns the parameter that a complete error in the service's format names. */
    private static String refusedParameter(HttpErrorException refusal) {
        if (refusal.status() == 422) {
            assertThat(JsonPath.at(refusal.body(), "detail", 0, "msg"))
                    .asString()
                    .isNotBlank();
            List<?> path = (List<?>) JsonPath.at(refusal.body(), "detail", 0, "loc");
            return path.stream().skip(1).map(String::valueOf).collect(Collectors.joining("."));
        }
        assertThat(JsonPath.detail(refusal))
                .containsOnlyKeys("type", "code", "message", "status", "request_id", "param");
        return String.valueOf(JsonPath.detail(refusal).get("param"));
    }

    static Stream<Value> checkedByClient() {
        return all().filter(value -> value.change() != null);
    }

    @ParameterizedTest
    @MethodSource("checkedByClient")
    void clientEnforcesLimitBeforeSending(Value value) {
        SpeechRequestBuilder builder = SpeechRequest.builder("x");
        Change change = value.change() == null ? request -> request : value.change();
        if (value.isAccepted()) {
            assertThatCode(() -> change.apply(builder).build()).doesNotThrowAnyException();
            return;
        }
        InvalidRequestException refusal = catchThrowableOfType(
                InvalidRequestException.class, () -> change.apply(builder).build());
        assertThat(refusal).as("the value is accepted").isNotNull();
        assertThat(refusal.option()).isEqualTo(value.parameter());
    }

    @Test
    void coversEveryParameterOfBuilder() {
        Set<String> covered = all().map(value -> value.parameter().split("\\.", -1)[0])
                .collect(Collectors.toCollection(TreeSet::new));
        assertThat(covered).containsAll(parametersWithLimit());
    }

    /** Returns the limited parameters that the client can send, by their names in the API. */
    private static List<String> parametersWithLimit() {
        Set<String> others = Set.of("voice", "model", "timestamps");
        Map<String, String> renamed = Map.of(
                "pronunciation_dictionaries", "pronunciation_dictionary_locators",
                "text_normalization", "apply_text_normalization",
                "language_text_normalization", "apply_language_text_normalization");
        return Arrays.stream(SpeechRequestBuilder.class.getMethods())
                .filter(method -> method.getReturnType() == SpeechRequestBuilder.class)
                .map(method -> method.getName())
                .filter(name -> !others.contains(name))
                .map(name -> name.replaceAll("([A-Z])", "_$1").toLowerCase(Locale.ROOT))
                .map(name -> renamed.getOrDefault(name, name))
                .toList();
    }
}
