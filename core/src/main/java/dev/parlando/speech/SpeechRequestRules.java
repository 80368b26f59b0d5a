package dev.parlando.speech;

import static dev.parlando.internal.option.OptionRange.checkRange;

import dev.parlando.error.InvalidRequestException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Validation of a request by the known limits of the service, so that an error is reported before anything is sent.
 *
 * <p>Source: limits of the ElevenLabs create-speech call. The limits of a model are not checked, because they change
 * with the models of the service: the length of the text, the languages, and the use of neighbouring texts. The service
 * rejects such a request and names the parameter. Stateless.
 */
final class SpeechRequestRules {
    private static final Pattern VOICE_ID = Pattern.compile("[A-Za-z0-9_-]+");
    private static final Pattern MODEL_ID = Pattern.compile("[A-Za-z0-9_.-]+");
    private static final Pattern LANGUAGE = Pattern.compile("[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*");
    private static final Pattern JAPANESE = Pattern.compile("(ja|jpn)(-.*)?", Pattern.CASE_INSENSITIVE);
    private static final int MAX_LIST_ENTRIES = 3;
    private static final long MAX_SEED = 4_294_967_295L;

    private SpeechRequestRules() {}

    static void check(SpeechRequestBuilder request) {
        if (!request.dialogueLines.isEmpty()) {
            DialogueRules.check(request);
        }
        if (request.text.isBlank() && !request.template) {
            throw new InvalidRequestException("text", "is empty; give at least one word to speak");
        }
        wellFormed("text", request.text);
        wellFormed("previous_text", request.previousText);
        wellFormed("next_text", request.nextText);
        voiceId("voice_id", request.voiceId);
        matches("model_id", request.modelId, MODEL_ID, "an id as listed by the service, such as eleven_flash_v2_5");
        matches("language_code", request.languageCode, LANGUAGE, "an ISO 639 code, such as en");
        inRange("seed", request.seed, 0L, MAX_SEED);
        inRange("optimize_streaming_latency", request.optimizeStreamingLatency, 0, 4);
        atMostThree("pronunciation_dictionary_locators", request.pronunciationDictionaries);
        atMostThree("previous_request_ids", request.previousRequestIds);
        atMostThree("next_request_ids", request.nextRequestIds);
        for (PronunciationDictionary dictionary : request.pronunciationDictionaries) {
            id("pronunciation_dictionary_id", dictionary.id());
            id("version_id", dictionary.versionId());
        }
        request.previousRequestIds.forEach(id -> id("previous_request_ids", id));
        request.nextRequestIds.forEach(id -> id("next_request_ids", id));
        combinations(request);
    }

    /** Rejects a value that cannot be the id of a voice. */
    static void voiceId(String field, @Nullable String value) {
        matches(field, value, VOICE_ID, "letters, digits, '_' and '-' only, as listed by the service");
    }

    private static void combinations(SpeechRequestBuilder request) {
        if (Boolean.FALSE.equals(request.enableLogging)) {
            notStitched("previous_request_ids", request.previousRequestIds);
            notStitched("next_request_ids", request.nextRequestIds);
        }
        String language = request.languageCode;
        if (Boolean.TRUE.equals(request.languageTextNormalization) && !isJapanese(language)) {
            throw new InvalidRequestException(
                    "apply_language_text_normalization",
                    "is for Japanese only, but language_code is '" + language + "'; leave one of them out");
        }
    }

    /** Returns whether the language is Japanese, or is left to the model to detect. */
    private static boolean isJapanese(@Nullable String language) {
        return language == null || JAPANESE.matcher(language).matches();
    }

    private static void notStitched(String field, List<String> ids) {
        if (!ids.isEmpty()) {
            throw new InvalidRequestException(
                    field, "does not go with enable_logging=false, which excludes stitching; leave one of them out");
        }
    }

    private static void matches(String field, @Nullable String value, Pattern pattern, String expected) {
        if (value != null && !pattern.matcher(value).matches()) {
            throw new InvalidRequestException(field, "'" + value + "' is not allowed; use " + expected);
        }
    }

    private static void id(String field, @Nullable String value) {
        if (value != null && value.isBlank()) {
            throw new InvalidRequestException(field, "holds an empty id; leave it out or name one");
        }
        wellFormed(field, value);
    }

    /** Rejects text that UTF-8 cannot encode; in JSON its effect is unpredictable (RFC 8259, section 8.2). */
    static void wellFormed(String field, @Nullable String value) {
        if (value != null && !StandardCharsets.UTF_8.newEncoder().canEncode(value)) {
            throw new InvalidRequestException(
                    field, "holds one half of a surrogate pair; split a text between characters, not within one");
        }
    }

    private static <T extends Comparable<T>> void inRange(String field, @Nullable T value, T min, T max) {
        if (value != null) {
            checkRange(field, value, min, max);
        }
    }

    private static void atMostThree(String field, List<?> values) {
        if (values.size() > MAX_LIST_ENTRIES) {
            throw new InvalidRequestException(
                    field, "has " + values.size() + " entries; at most " + MAX_LIST_ENTRIES + " are allowed");
        }
    }
}
