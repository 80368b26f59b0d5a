package dev.parlando.offline.calls;

import dev.parlando.offline.api.ApiCall;
import dev.parlando.offline.json.HttpErrorException;
import dev.parlando.offline.json.JsonReader;
import dev.parlando.offline.voices.ModelCatalog;
import dev.parlando.offline.voices.OfflineModel;
import dev.parlando.offline.voices.VoiceCatalog;
import dev.parlando.speech.OutputFormat;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A parser of dialogue requests that refuses invalid requests with the same status and error codes as the service. It
 * enforces the documented number of voices and characters, beyond which the service may end early. Immutable.
 */
final class DialogueRequestParser {
    private static final String DEFAULT_MODEL = "eleven_v3";
    private static final String INPUTS = "inputs";
    private static final List<String> NORMALIZATIONS = List.of("auto", "on", "off");
    private static final long MAX_SEED = 4_294_967_295L;
    private static final int MAX_VOICES = 10;
    private static final int MAX_CHARACTERS = 2_000;

    private final VoiceCatalog voices;
    private final ModelCatalog models;

    DialogueRequestParser(VoiceCatalog voices, ModelCatalog models) {
        this.voices = voices;
        this.models = models;
    }

    /**
     * Parses and validates a request.
     *
     * @param spoken whether the offline voice speaks the text, so that it must be able to
     * @throws HttpErrorException if the service would refuse the request
     */
    ValidatedDialogue parse(ApiCall call, SpeechEndpoint endpoint, boolean spoken) {
        JsonReader reader = call.bodyReader();
        JsonReader parameters = reader.withSameProblems(ApiCall.firstValues(call.query()), "query");
        Boolean logged = parameters.bool("enable_logging");
        String modelId = reader.string("model_id");
        String language = reader.string("language_code");
        checkTypes(reader);
        List<JsonReader> inputs = inputs(reader);
        reader.throwIfInvalid();

        OutputFormat format = OfflineFormats.parse(parameters.string("output_format"), endpoint.isStreamed());
        OfflineModel model = model(modelId);
        SpeechRequestValidator rules = new SpeechRequestValidator(model, reader);
        rules.checkLists();
        rules.checkLanguage(language);
        List<DialogueInput> lines = new ArrayList<>();
        for (JsonReader input : inputs) {
            lines.add(line(input, rules, spoken));
        }
        return new ValidatedDialogue(lines, model, format, logged == null || logged, endpoint);
    }

    private static void checkTypes(JsonReader reader) {
        JsonReader settings = reader.object("settings");
        settings.number("stability", 0, 1);
        settings.number("similarity", 0, 1);
        reader.integer("seed", 0, MAX_SEED);
        reader.enumValue("apply_text_normalization", NORMALIZATIONS);
        for (JsonReader locator : reader.objects("pronunciation_dictionary_locators")) {
            locator.requiredString("pronunciation_dictionary_id");
            locator.string("version_id");
        }
    }

    private static List<JsonReader> inputs(JsonReader reader) {
        List<JsonReader> inputs = reader.requiredObjects(INPUTS);
        reader.requireSize(INPUTS, inputs, 1, Integer.MAX_VALUE);
        List<String> texts = new ArrayList<>();
        List<String> voiceIds = new ArrayList<>();
        for (JsonReader input : inputs) {
            texts.add(String.valueOf(input.requiredString("text")));
            voiceIds.add(String.valueOf(input.requiredString("voice_id")));
        }
        String all = String.join("", texts);
        int characters = all.codePointCount(0, all.length());
        if (characters > MAX_CHARACTERS) {
            reader.addProblem(
                    "too_long",
                    "All texts together should have at most " + MAX_CHARACTERS + " characters",
                    characters,
                    INPUTS);
        }
        long voiceCount = voiceIds.stream().distinct().count();
        if (voiceCount > MAX_VOICES) {
            reader.addProblem(
                    "too_long", "There should be at most " + MAX_VOICES + " different voices", voiceCount, INPUTS);
        }
        return inputs;
    }

    private OfflineModel model(@Nullable String id) {
        OfflineModel model = SpeechRequestValidator.requireModel(models, id == null ? DEFAULT_MODEL : id);
        if (!model.speaksDialogue()) {
            throw HttpErrorException.invalid(
                    "unsupported_model",
                    "unsupported_model",
                    "Model '" + model.id() + "' does not support dialogue.",
                    "model_id");
        }
        return model;
    }

    private DialogueInput line(JsonReader input, SpeechRequestValidator rules, boolean spoken) {
        String id = String.valueOf(input.requiredString("voice_id"));
        String text = String.valueOf(input.requiredString("text"));
        SpeechRequestValidator.requireValidVoiceId(id);
        rules.checkText(text, spoken);
        return new DialogueInput(text, voices.speaker(id).orElseThrow(() -> SpeechRequestValidator.voiceNotFound(id)));
    }
}
