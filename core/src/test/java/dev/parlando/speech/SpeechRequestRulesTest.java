package dev.parlando.speech;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.parlando.error.ErrorCategory;
import dev.parlando.error.InvalidRequestException;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

@SuppressWarnings("deprecation") // Deprecated fields are still validated.
class SpeechRequestRulesTest {
    private static final List<String> FOUR = List.of("a", "b", "c", "d");

    private interface Change extends UnaryOperator<SpeechRequestBuilder> {}

    private static Arguments refused(String option, String inMessage, Change change) {
        return arguments(option, inMessage, change);
    }

    static Stream<Arguments> refusedValues() {
        return Stream.of(
                refused("text", "empty", request -> SpeechRequest.builder("")),
                refused("text", "empty", request -> SpeechRequest.builder(" \n\t")),
                refused("voice_id", "''", request -> request.voice("")),
                refused("voice_id", "'a/b'", request -> request.voice("a/b")),
                refused("voice_id", "'two words'", request -> request.voice("two words")),
                refused("voice_id", "'Zoë'", request -> request.voice("Zoë")),
                refused("model_id", "'flash?'", request -> request.model("flash?")),
                refused("language_code", "'e'", request -> request.languageCode("e")),
                refused("language_code", "'English'", request -> request.languageCode("English")),
                refused("language_code", "'en_US'", request -> request.languageCode("en_US")),
                refused("seed", "-1 is outside 0 to 4294967295", request -> request.seed(-1)),
                refused("seed", "4294967296 is outside", request -> request.seed(4_294_967_296L)),
                refused("optimize_streaming_latency", "-1", request -> request.optimizeStreamingLatency(-1)),
                refused("optimize_streaming_latency", "5", request -> request.optimizeStreamingLatency(5)));
    }

    static Stream<Arguments> refusedLists() {
        return Stream.of(
                refused(
                        "pronunciation_dictionary_locators",
                        "4",
                        request -> request.pronunciationDictionaries(FOUR.stream()
                                .map(id -> new PronunciationDictionary(id, null))
                                .toList())),
                refused(
                        "pronunciation_dictionary_id",
                        "empty",
                        request -> request.pronunciationDictionaries(List.of(new PronunciationDictionary(" ", null)))),
                refused(
                        "version_id",
                        "empty",
                        request -> request.pronunciationDictionaries(List.of(new PronunciationDictionary("d", "")))),
                refused("previous_request_ids", "4", request -> request.previousRequestIds(FOUR)),
                refused("previous_request_ids", "empty", request -> request.previousRequestIds(List.of("a", ""))),
                refused("next_request_ids", "4", request -> request.nextRequestIds(FOUR)),
                refused("next_request_ids", "empty", request -> request.nextRequestIds(List.of(" "))));
    }

    static Stream<Arguments> refusedCombinations() {
        return Stream.of(
                refused("previous_request_ids", "enable_logging", request -> request.enableLogging(false)
                        .previousRequestIds(List.of("a"))),
                refused("next_request_ids", "enable_logging", request -> request.enableLogging(false)
                        .nextRequestIds(List.of("a"))),
                refused("apply_language_text_normalization", "'de'", request -> request.languageCode("de")
                        .languageTextNormalization(true)));
    }

    static Stream<Arguments> halvesOfCharacters() {
        String half = "sm\uD83D";
        return Stream.of(
                refused("text", "surrogate", request -> SpeechRequest.builder(half + "ile")),
                refused("text", "surrogate", request -> SpeechRequest.builder("\uDE00")),
                refused("previous_text", "surrogate", request -> request.previousText(half)),
                refused("next_text", "surrogate", request -> request.nextText(half)),
                refused("previous_request_ids", "surrogate", request -> request.previousRequestIds(List.of(half))),
                refused("next_request_ids", "surrogate", request -> request.nextRequestIds(List.of(half))),
                refused(
                        "pronunciation_dictionary_id",
                        "surrogate",
                        request -> request.pronunciationDictionaries(List.of(new PronunciationDictionary(half, null)))),
                refused(
                        "version_id",
                        "surrogate",
                        request -> request.pronunciationDictionaries(List.of(new PronunciationDictionary("d", half)))));
    }

    @ParameterizedTest
    @MethodSource({"refusedValues", "refusedLists", "refusedCombinations", "halvesOfCharacters"})
    void namesRejectedFieldAndValue(String option, String inMessage, Change change) {
        SpeechRequestBuilder builder = change.apply(SpeechRequest.builder("Hello"));
        InvalidRequestException refusal = catchThrowableOfType(InvalidRequestException.class, builder::build);
        assertThat(refusal.option()).isEqualTo(option);
        assertThat(refusal).hasMessageStartingWith(option + ": ").hasMessageContaining(inMessage);
        assertThat(refusal.category()).isEqualTo(ErrorCategory.INVALID_REQUEST);
        assertThat(refusal.retryable()).isFalse();
    }

    static Stream<Change> allowedValues() {
        return Stream.of(
                request -> request.voice("a").model("eleven_v3.1-beta").languageCode("por"),
                request -> request.languageCode("zh-Hant-TW"),
                request -> request.seed(0),
                request -> request.languageCode("ja").languageTextNormalization(true),
                request -> request.languageCode("de").languageTextNormalization(false),
                request -> request.enableLogging(true).previousRequestIds(FOUR.subList(0, 1)),
                request -> request.seed(4_294_967_295L),
                request -> request.optimizeStreamingLatency(0),
                request -> request.optimizeStreamingLatency(4),
                request -> request.previousRequestIds(FOUR.subList(0, 3)).nextRequestIds(FOUR.subList(1, 4)));
    }

    @ParameterizedTest
    @MethodSource("allowedValues")
    void acceptsRangeBoundaries(Change change) {
        assertThatCode(change.apply(SpeechRequest.builder("Hello"))::build).doesNotThrowAnyException();
    }

    @ParameterizedTest
    @ValueSource(strings = {"!", "😀", "a\u0000b", "<break time=\"1s\"/>", "line\nline"})
    void keepsTextUnchanged(String text) {
        assertThat(SpeechRequest.of(text).text()).isEqualTo(text);
    }
}
