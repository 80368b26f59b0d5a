package dev.parlando.internal.json;

import com.fasterxml.jackson.core.ErrorReportConfiguration;
import com.fasterxml.jackson.core.JsonFactory;
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

/** Reads the JSON that the service answers to questions about voices and models. Stateless. */
public final class ResponseJson {
    /** What cannot be parsed may hold a secret, so no exception repeats it. */
    private static final ErrorReportConfiguration SILENT = ErrorReportConfiguration.builder()
            .maxErrorTokenLength(0)
            .maxRawContentLength(0)
            .build();

    /** Numbers stay exact, since those of unknown fields are handed on. */
    private static final JsonMapper JSON = JsonMapper.builder(
                    JsonFactory.builder().errorReportConfiguration(SILENT).build())
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

    /** Reads the id of the first voice of a page and nothing else, since speech may be waiting for it. */
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
        requireArray(parse(body), "models").forEach(node -> models.add(ModelJson.model(new JsonFields(node))));
        return List.copyOf(models);
    }

    /** Parses a body; what is not JSON is a missing node. */
    static JsonNode parse(byte[] body) {
        return parse(body, body.length);
    }

    /** Parses the first bytes of an array; what is not JSON is a missing node. */
    static JsonNode parse(byte[] body, int length) {
        try {
            return JSON.readTree(body, 0, length);
        } catch (IOException notJson) {
            return MissingNode.getInstance();
        }
    }

    /** Reads an answer that must be an object. */
    static JsonFields requireObject(byte[] body, String name) {
        JsonNode root = parse(body);
        if (!root.isObject()) {
            throw missing(name);
        }
        return new JsonFields(root);
    }

    /** Reads the objects of an answer that is worth nothing without their list. */
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

    /** Returns an error for an answer that lacks what was asked for. */
    static UnexpectedResponseException missing(String name) {
        return new UnexpectedResponseException(
                "the service answered without " + name + "; check that the base URL is that of the speech API");
    }

    static @Nullable String text(JsonNode node, String field) {
        return JsonFields.textOf(node.path(field));
    }
}
