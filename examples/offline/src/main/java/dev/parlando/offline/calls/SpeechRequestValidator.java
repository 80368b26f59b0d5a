package dev.parlando.offline.calls;

import dev.parlando.offline.json.HttpErrorException;
import dev.parlando.offline.json.JsonReader;
import dev.parlando.offline.synthesis.SpeakableText;
import dev.parlando.offline.voices.ModelCatalog;
import dev.parlando.offline.voices.OfflineModel;
import java.math.BigDecimal;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The validation of speech requests beyond the schema: ranges, lengths, and the features of the selected model.
 *
 * <p>Threading: confined to one thread, and to one request.
 */
public final class SpeechRequestValidator {
    private static final Pattern VOICE_ID = Pattern.compile("[A-Za-z0-9_-]+");
    private static final String PREVIOUS_IDS = "previous_request_ids";
    private static final String NEXT_IDS = "next_request_ids";
    private static final int MAX_LIST_ENTRIES = 3;
    private static final BigDecimal SLOWEST = new BigDecimal("0.7");
    private static final BigDecimal FASTEST = new BigDecimal("1.2");

    private final OfflineModel model;
    private final JsonReader body;

    public SpeechRequestValidator(OfflineModel model, JsonReader body) {
        this.model = model;
        this.body = body;
    }

    public static void requireValidVoiceId(String id) {
        if (!VOICE_ID.matcher(id).matches()) {
            throw HttpErrorException.invalid(
                    "invalid_uid", "invalid_uid", "An invalid ID has been received: '" + id + "'.", "voice_id");
        }
    }

    static HttpErrorException voiceNotFound(String id) {
        return HttpErrorException.of(
                404,
                "not_found",
                "voice_not_found",
                "voice_not_found",
                "A voice with voice_id '" + id + "' was not found.",
                "voice_id");
    }

    /** Reads voice settings with the types and ranges of the schema; returns the speed. */
    public static @Nullable BigDecimal readSettings(JsonReader settings) {
        settings.number("stability", 0, 1);
        settings.number("similarity_boost", 0, 1);
        settings.number("style");
        settings.bool("use_speaker_boost");
        return settings.number("speed");
    }

    /** Returns the model with an id, or refuses it. */
    public static OfflineModel requireModel(ModelCatalog models, String id) {
        return models.find(id)
                .orElseThrow(() -> HttpErrorException.legacy(
                        400, "model_not_found", "A model with model ID " + id + " does not exist ..."));
    }

    public void checkSettings(JsonReader settings) {
        requireRange("style", settings.number("style"), BigDecimal.ZERO, BigDecimal.ONE);
        if (model.supportsSpeed()) {
            requireRange("speed", settings.number("speed"), SLOWEST, FASTEST);
        }
    }

    private static void requireRange(String name, @Nullable BigDecimal value, BigDecimal min, BigDecimal max) {
        if (value != null && (value.compareTo(min) < 0 || value.compareTo(max) > 0)) {
            throw HttpErrorException.invalid(
                    "invalid_voice_settings",
                    "invalid_voice_settings",
                    "Invalid setting for " + name + " received, expected to be between " + min + " and " + max
                            + ", received " + value,
                    "voice_settings." + name);
        }
    }

    public void checkLists() {
        requireAtMostThree(PREVIOUS_IDS, body.strings(PREVIOUS_IDS).size());
        requireAtMostThree(NEXT_IDS, body.strings(NEXT_IDS).size());
        List<JsonReader> dictionaries = body.objects("pronunciation_dictionary_locators");
        requireAtMostThree("pronunciation_dictionary_locators", dictionaries.size());
        if (!dictionaries.isEmpty()) {
            String id = dictionaries.get(0).string("pronunciation_dictionary_id");
            throw HttpErrorException.of(
                    404,
                    "not_found",
                    "pronunciation_dictionary_not_found",
                    "pronunciation_dictionary_not_found",
                    "No pronunciation dictionary '" + id + "': the offline voice has none.",
                    "pronunciation_dictionary_locators");
        }
    }

    private static void requireAtMostThree(String name, int entries) {
        if (entries > MAX_LIST_ENTRIES) {
            throw HttpErrorException.invalid(
                    "invalid_parameters",
                    "invalid_parameters",
                    name + " takes at most " + MAX_LIST_ENTRIES + " entries, received " + entries,
                    name);
        }
    }

    public void checkLanguage(@Nullable String code) {
        if (code != null && !model.acceptsLanguage(code)) {
            throw HttpErrorException.invalid(
                    "unsupported_language",
                    "unsupported_language",
                    "Model '" + model.id() + "' does not support the language_code " + code + ".",
                    "language_code");
        }
        if (Boolean.TRUE.equals(body.bool("apply_language_text_normalization"))) {
            throw HttpErrorException.invalid(
                    "language_text_normalization_not_supported",
                    "language_text_normalization_not_supported",
                    "Language text normalization is supported for Japanese only, which the offline voice does not speak.",
                    "apply_language_text_normalization");
        }
    }

    void checkContext() {
        for (String name : List.of("previous_text", "next_text", PREVIOUS_IDS, NEXT_IDS)) {
            if (!model.acceptsContext() && !isEmpty(name)) {
                throw HttpErrorException.invalid(
                        "unsupported_model",
                        "unsupported_model",
                        "Providing " + name + " is not supported with the '" + model.id() + "' model.",
                        name);
            }
        }
    }

    /** Refuses the ids of other requests if this one leaves no history item, which excludes it from stitching. */
    void checkStitching(boolean logged) {
        for (String name : List.of(PREVIOUS_IDS, NEXT_IDS)) {
            if (!logged && !isEmpty(name)) {
                throw HttpErrorException.invalid(
                        "invalid_parameters",
                        "invalid_parameters",
                        name + " is not available with enable_logging=false.",
                        name);
            }
        }
    }

    private boolean isEmpty(String name) {
        return body.isNull(name) || body.isEmptyList(name);
    }

    /**
     * Checks a text.
     *
     * @param spoken whether the offline voice speaks it
     */
    void checkText(String text, boolean spoken) {
        int codePoints = text.codePointCount(0, text.length());
        if (codePoints > model.enforcedCharacters()) {
            throw HttpErrorException.invalid(
                    "text_too_long",
                    "max_character_limit_exceeded",
                    "The text has " + codePoints + " characters; model '" + model.id() + "' takes at most "
                            + model.maxCharacters() + ".",
                    "text");
        }
        if (!SpeakableText.hasWords(text) && !model.acceptsBlankText()) {
            throw HttpErrorException.invalid(
                    "invalid_parameters", "input_text_empty", "The text holds nothing that can be spoken.", "text");
        }
        if (spoken && SpeakableText.hasWords(text) && !SpeakableText.isPronounceable(text)) {
            throw HttpErrorException.invalid(
                    "invalid_parameters",
                    "input_text_unsupported",
                    "The offline voice speaks English only, and nothing in the text is in Latin letters.",
                    "text");
        }
    }
}
