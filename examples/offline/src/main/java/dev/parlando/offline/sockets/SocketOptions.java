package dev.parlando.offline.sockets;

import dev.parlando.offline.calls.OfflineFormats;
import dev.parlando.offline.calls.SpeechRequestValidator;
import dev.parlando.offline.json.HttpErrorException;
import dev.parlando.offline.json.JsonReader;
import dev.parlando.offline.voices.ModelCatalog;
import dev.parlando.offline.voices.OfflineModel;
import dev.parlando.speech.OutputFormat;
import java.math.BigDecimal;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The options of a connection, from the query of its URL.
 *
 * @param kind which of the sockets it is
 * @param model the model whose rules and prices apply
 * @param format the audio format
 * @param inactivitySeconds time without a message after which the connection closes
 * @param syncAlignment whether every audio message has the times of its own characters
 * @param autoMode whether every message is spoken as it arrives
 */
record SocketOptions(
        OfflineSocketKind kind,
        OfflineModel model,
        OutputFormat format,
        int inactivitySeconds,
        boolean syncAlignment,
        boolean autoMode) {
    private static final String DEFAULT_DIALOGUE_MODEL = "eleven_v3_conversational";
    private static final int DEFAULT_INACTIVITY_SECONDS = 20;
    private static final int MAX_INACTIVITY_SECONDS = 180;
    private static final long MAX_SEED = 4_294_967_295L;

    /**
     * Parses a query.
     *
     * @throws HttpErrorException if the service would refuse the upgrade
     */
    static SocketOptions parse(OfflineSocketKind kind, JsonReader query, ModelCatalog models) {
        Boolean sync = query.bool("sync_alignment");
        Boolean auto = query.bool("auto_mode");
        BigDecimal inactivity = query.integer("inactivity_timeout", 1, MAX_INACTIVITY_SECONDS);
        checkTypes(kind, query);
        query.throwIfInvalid();
        OutputFormat format = OfflineFormats.parse(query.string("output_format"), true);
        OfflineModel model = model(kind, query.string("model_id"), models);
        new SpeechRequestValidator(model, query).checkLanguage(query.string("language_code"));
        return new SocketOptions(
                kind,
                model,
                format,
                inactivity == null || kind.isDialogue() ? DEFAULT_INACTIVITY_SECONDS : inactivity.intValueExact(),
                Boolean.TRUE.equals(sync),
                Boolean.TRUE.equals(auto) && !kind.isDialogue());
    }

    private static void checkTypes(OfflineSocketKind kind, JsonReader query) {
        query.bool("enable_logging");
        query.bool("enable_ssml_parsing");
        query.bool("apply_language_text_normalization");
        query.integer("seed", 0, MAX_SEED);
        query.enumValue(
                "apply_text_normalization", kind.isDialogue() ? List.of("on", "off") : List.of("auto", "on", "off"));
    }

    private static OfflineModel model(OfflineSocketKind kind, @Nullable String id, ModelCatalog models) {
        String fallback = kind.isDialogue() ? DEFAULT_DIALOGUE_MODEL : ModelCatalog.DEFAULT_ID;
        OfflineModel model = SpeechRequestValidator.requireModel(models, id == null ? fallback : id);
        if (model.speaksDialogue() != kind.isDialogue()) {
            String other = kind.isDialogue() ? "/v1/text-to-speech" : "/v1/text-to-dialogue";
            throw HttpErrorException.invalid(
                    "unsupported_model",
                    "unsupported_model",
                    "Model '" + model.id() + "' is not available on this WebSocket, use the one of " + other + ".",
                    "model_id");
        }
        return model;
    }
}
