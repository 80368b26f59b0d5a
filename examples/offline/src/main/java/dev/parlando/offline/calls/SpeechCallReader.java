package dev.parlando.offline.calls;

import dev.parlando.offline.api.Call;
import dev.parlando.offline.json.Fields;
import dev.parlando.offline.json.JsonBody;
import dev.parlando.offline.json.Refusal;
import dev.parlando.offline.voices.ModelCatalog;
import dev.parlando.offline.voices.OfflineModel;
import dev.parlando.offline.voices.OfflineVoice;
import dev.parlando.offline.voices.VoiceCatalog;
import dev.parlando.speech.OutputFormat;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads a request for speech and refuses what the service refuses, with the same status and the same words for a program
 * to match. Immutable.
 *
 * <p>Source: the ElevenLabs create-speech call, and how it was seen to answer in 2026. Members it does not know are
 * ignored, as there.
 */
final class SpeechCallReader {
    private static final List<String> NORMALIZATIONS = List.of("auto", "on", "off");

    private final VoiceCatalog voices;
    private final ModelCatalog models;

    SpeechCallReader(VoiceCatalog voices, ModelCatalog models) {
        this.voices = voices;
        this.models = models;
    }

    /**
     * Reads and checks a request.
     *
     * @param voiceId from the path
     * @param query parameters of the URL
     * @param body the JSON that was sent
     * @param delivery what the path asks for
     * @throws Refusal if the service would not serve it
     */
    SpeechCall read(String voiceId, Map<String, List<String>> query, byte[] body, Delivery delivery) {
        SpeechRules.checkVoiceId(voiceId);
        Fields fields = Fields.of(JsonBody.read(body), "body");
        Fields parameters = fields.and(Call.first(query), "query");
        Boolean logged = parameters.bool("enable_logging");
        parameters.integer("optimize_streaming_latency", 0, 4);
        String text = fields.requiredString("text");
        String modelId = fields.string("model_id");
        String language = fields.string("language_code");
        BigDecimal speed = settings(fields.object("voice_settings"));
        checkTypes(fields);
        fields.refuseProblems();

        OutputFormat format = SpeechFormats.require(parameters.string("output_format"), delivery.isStreamed());
        OfflineModel model = model(modelId == null ? ModelCatalog.DEFAULT_ID : modelId);
        OfflineVoice voice = voice(voiceId);
        SpeechRules rules = new SpeechRules(model, fields);
        rules.checkSettings(fields.object("voice_settings"));
        rules.checkLists();
        rules.checkLanguage(language);
        rules.checkContext();
        rules.checkText(String.valueOf(text));
        double pace = speed != null && model.speaksAtASpeed() ? speed.doubleValue() : 1;
        return new SpeechCall(voice, model, format, String.valueOf(text), pace, logged == null || logged, delivery);
    }

    private static @Nullable BigDecimal settings(Fields settings) {
        settings.number("stability", 0, 1);
        settings.number("similarity_boost", 0, 1);
        settings.number("style");
        settings.bool("use_speaker_boost");
        return settings.number("speed");
    }

    private static void checkTypes(Fields fields) {
        fields.integer("seed");
        fields.string("previous_text");
        fields.string("next_text");
        fields.strings("previous_request_ids");
        fields.strings("next_request_ids");
        fields.oneOf("apply_text_normalization", NORMALIZATIONS);
        fields.bool("apply_language_text_normalization");
        fields.bool("use_pvc_as_ivc");
        for (Fields locator : fields.objects("pronunciation_dictionary_locators")) {
            locator.requiredString("pronunciation_dictionary_id");
            locator.string("version_id");
        }
    }

    private OfflineModel model(String id) {
        return models.find(id)
                .orElseThrow(() ->
                        Refusal.older(400, "model_not_found", "A model with model ID " + id + " does not exist ..."));
    }

    private OfflineVoice voice(String id) {
        return voices.find(id).orElseThrow(() -> SpeechRules.voiceNotFound(id));
    }
}
