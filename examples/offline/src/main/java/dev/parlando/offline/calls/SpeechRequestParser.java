package dev.parlando.offline.calls;

import dev.parlando.offline.api.ApiCall;
import dev.parlando.offline.json.HttpErrorException;
import dev.parlando.offline.json.JsonBody;
import dev.parlando.offline.json.JsonReader;
import dev.parlando.offline.voices.ModelCatalog;
import dev.parlando.offline.voices.OfflineModel;
import dev.parlando.offline.voices.OfflineVoice;
import dev.parlando.offline.voices.VoiceCatalog;
import dev.parlando.speech.OutputFormat;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;

/**
 * A parser of speech requests that refuses invalid requests with the same status and error codes as the service.
 * Immutable.
 *
 * <p>Source: the ElevenLabs create-speech call, and its responses as observed in 2026. It enforces every documented
 * limit, including the few that the service was observed to tolerate, because it may start to enforce them. Like the
 * service, it ignores unknown members.
 */
final class SpeechRequestParser {
    private static final List<String> NORMALIZATIONS = List.of("auto", "on", "off");
    private static final long MAX_SEED = 4_294_967_295L;

    private final VoiceCatalog voices;
    private final ModelCatalog models;

    SpeechRequestParser(VoiceCatalog voices, ModelCatalog models) {
        this.voices = voices;
        this.models = models;
    }

    /**
     * Parses and validates a request.
     *
     * @param voiceId the voice id in the path
     * @param query parameters of the URL
     * @param body the JSON body
     * @param endpoint the form of the response, selected by the path
     * @param spoken whether the offline voice speaks the text, so that it must be able to
     * @throws HttpErrorException if the service would refuse the request
     */
    ValidatedSpeechRequest parse(
            String voiceId, Map<String, List<String>> query, byte[] body, SpeechEndpoint endpoint, boolean spoken) {
        SpeechRequestValidator.requireValidVoiceId(voiceId);
        JsonReader reader = JsonReader.of(JsonBody.parse(body), "body");
        JsonReader parameters = reader.withSameProblems(ApiCall.firstValues(query), "query");
        Boolean logged = parameters.bool("enable_logging");
        parameters.integer("optimize_streaming_latency", 0, 4);
        String text = reader.requiredString("text");
        String modelId = reader.string("model_id");
        String language = reader.string("language_code");
        BigDecimal speed = SpeechRequestValidator.readSettings(reader.object("voice_settings"));
        checkTypes(reader);
        reader.throwIfInvalid();

        OutputFormat format = OfflineFormats.parse(parameters.string("output_format"), endpoint.isStreamed());
        OfflineModel model =
                SpeechRequestValidator.requireModel(models, modelId == null ? ModelCatalog.DEFAULT_ID : modelId);
        OfflineVoice voice = voice(voiceId);
        SpeechRequestValidator rules = new SpeechRequestValidator(model, reader);
        rules.checkSettings(reader.object("voice_settings"));
        rules.checkLists();
        rules.checkLanguage(language);
        rules.checkContext();
        rules.checkStitching(logged == null || logged);
        rules.checkText(String.valueOf(text), spoken);
        double pace = speed != null && model.supportsSpeed() ? speed.doubleValue() : 1;
        return new ValidatedSpeechRequest(
                voice, model, format, String.valueOf(text), pace, logged == null || logged, endpoint);
    }

    private static void checkTypes(JsonReader reader) {
        reader.integer("seed", 0, MAX_SEED);
        reader.string("previous_text");
        reader.string("next_text");
        reader.strings("previous_request_ids");
        reader.strings("next_request_ids");
        reader.enumValue("apply_text_normalization", NORMALIZATIONS);
        reader.bool("apply_language_text_normalization");
        reader.bool("use_pvc_as_ivc");
        for (JsonReader locator : reader.objects("pronunciation_dictionary_locators")) {
            locator.requiredString("pronunciation_dictionary_id");
            locator.string("version_id");
        }
    }

    private OfflineVoice voice(String id) {
        return voices.speaker(id).orElseThrow(() -> SpeechRequestValidator.voiceNotFound(id));
    }
}
