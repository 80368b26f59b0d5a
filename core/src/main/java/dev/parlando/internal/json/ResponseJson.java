package dev.parlando.internal.json;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.parlando.error.UnexpectedResponseException;
import dev.parlando.speech.VoiceSettings;
import dev.parlando.voice.Model;
import dev.parlando.voice.Voice;
import dev.parlando.voice.VoicePage;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** A reader of the JSON responses about voices and models. Stateless. */
public final class ResponseJson {
    /** Numbers stay exact, since those of unknown fields are passed on to the user. */
    private static final JsonMapper JSON = JsonMapper.builder(JsonFactories.create())
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .build();

    private ResponseJson() {}

    /** Reads a page of voices. */
    public static VoicePage voicePage(byte[] body) {
        JsonNode root = parse(body);
        requireArray(root.path("voices"), "voices");
        JsonFields fields = new JsonFields(root);
        return new VoicePage(
                fields.objects("voices", VoiceJson::voice),
                fields.isTrue("has_more"),
                fields.text("next_page_token"),
                fields.integer("total_count"),
                fields.unread());
    }

    /** Reads only the id of the first voice of a page, since speech may be waiting for it. */
    public static Optional<String> firstVoiceId(byte[] body) {
        JsonNode voices = requireArray(parse(body).path("voices"), "voices");
        if (voices.isEmpty()) {
            return Optional.empty();
        }
        String id = text(voices.get(0), "voice_id");
        if (id == null || id.isBlank()) {
            throw missing("voice_id");
        }
        return Optional.of(id);
    }

    /** Reads one voice. */
    public static Voice voice(byte[] body) {
        return VoiceJson.voice(requireObject(body, "the voice"));
    }

    /** Reads the settings of a voice. */
    public static VoiceSettings voiceSettings(byte[] body) {
        return VoiceJson.settings(requireObject(body, "the settings"));
    }

    /** Reads the list of models. */
    public static List<Model> models(byte[] body) {
        List<Model> models = new ArrayList<>();
        requireArray(parse(body), "models").forEach(node -> models.add(model(new JsonFields(node))));
        return List.copyOf(models);
    }

    /** Parses a body; returns a missing node if it is not JSON. */
    static JsonNode parse(byte[] body) {
        try {
            return JSON.readTree(body);
        } catch (IOException notJson) {
            return MissingNode.getInstance();
        }
    }

    /** Returns a parser of the first {@code length} bytes of an array. */
    static JsonParser parser(byte[] body, int length) throws IOException {
        return JSON.createParser(body, 0, length);
    }

    /** Reads a response that must be an object. */
    static JsonFields requireObject(byte[] body, String name) {
        JsonNode root = parse(body);
        if (!root.isObject()) {
            throw missing(name);
        }
        return new JsonFields(root);
    }

    /** Reads the objects of a list without which the response is useless. */
    static <T> List<T> requireObjects(byte[] body, String name, Function<JsonFields, T> element) {
        JsonNode root = parse(body);
        requireArray(root.path(name), name);
        return new JsonFields(root).objects(name, element);
    }

    private static JsonNode requireArray(JsonNode node, String name) {
        if (!node.isArray()) {
            throw missing("a list of " + name);
        }
        return node;
    }

    /** Returns the error for a response that lacks required content. */
    static UnexpectedResponseException missing(String name) {
        return new UnexpectedResponseException(
                "the service answered without " + name + "; check that the base URL is that of the speech API");
    }

    static @Nullable String text(JsonNode node, String field) {
        return JsonFields.textOf(node.path(field));
    }

    private static Model model(JsonFields fields) {
        return new Model(
                fields.required("model_id"),
                fields.text("name"),
                fields.text("description"),
                fields.isTrue("can_do_text_to_speech"),
                fields.isTrue("can_do_voice_conversion"),
                fields.isTrue("can_use_style"),
                fields.isTrue("can_use_speaker_boost"),
                fields.isTrue("can_be_finetuned"),
                fields.isTrue("serves_pro_voices"),
                fields.isTrue("requires_alpha_access"),
                fields.integer("maximum_text_length_per_request"),
                fields.integer("max_characters_request_free_user"),
                fields.integer("max_characters_request_subscribed_user"),
                fields.objects("languages", ResponseJson::language),
                fields.number("token_cost_factor"),
                fields.object("model_rates", ResponseJson::rates),
                fields.text("concurrency_group"),
                fields.unread());
    }

    private static Model.Language language(JsonFields fields) {
        return new Model.Language(fields.text("language_id"), fields.text("name"), fields.unread());
    }

    private static Model.Rates rates(JsonFields fields) {
        return new Model.Rates(
                fields.number("character_cost_multiplier"), fields.number("cost_discount_multiplier"), fields.unread());
    }
}
