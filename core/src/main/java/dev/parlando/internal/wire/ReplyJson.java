package dev.parlando.internal.wire;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.parlando.error.UnexpectedResponseException;
import dev.parlando.voice.Model;
import dev.parlando.voice.Voice;
import dev.parlando.voice.VoicePage;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Reads the JSON that the service answers; unknown fields are passed over. Stateless. */
public final class ReplyJson {
    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .build();

    private ReplyJson() {}

    /** Reads a page of voices. */
    public static VoicePage voicePage(byte[] body) {
        JsonNode root = parse(body);
        return new VoicePage(
                list(array(root.path("voices"), "voices"), ReplyJson::voice),
                root.path("has_more").asBoolean(false),
                text(root, "next_page_token"),
                integer(root, "total_count"));
    }

    /** Reads the list of models. */
    public static List<Model> models(byte[] body) {
        return list(array(parse(body), "models"), ReplyJson::model);
    }

    private static Voice voice(JsonNode node) {
        Map<String, String> labels = new TreeMap<>();
        node.path("labels")
                .properties()
                .forEach(entry -> labels.put(entry.getKey(), entry.getValue().asText()));
        return new Voice(
                node.path("voice_id").asText(),
                text(node, "name"),
                text(node, "category"),
                text(node, "description"),
                Map.copyOf(labels),
                text(node, "preview_url"));
    }

    private static Model model(JsonNode node) {
        return new Model(
                node.path("model_id").asText(),
                text(node, "name"),
                text(node, "description"),
                node.path("can_do_text_to_speech").asBoolean(false),
                integer(node, "maximum_text_length_per_request"),
                list(node.path("languages"), language -> language.path("language_id")
                        .asText()),
                text(node, "concurrency_group"));
    }

    /** Parses a body; what is not JSON is a missing node. */
    static JsonNode parse(byte[] body) {
        try {
            return JSON.readTree(body);
        } catch (IOException notJson) {
            return MissingNode.getInstance();
        }
    }

    private static JsonNode array(JsonNode node, String what) {
        if (!node.isArray()) {
            throw lacking("a list of " + what);
        }
        return node;
    }

    /** Reads the objects of an answer that is worth nothing without their list; what is no object is passed over. */
    static <T> List<T> objects(JsonNode root, String name, Function<JsonFields, T> element) {
        array(root.path(name), name);
        return new JsonFields(root).objects(name, element);
    }

    /** Returns an error for an answer that lacks what was asked for. */
    static UnexpectedResponseException lacking(String what) {
        return new UnexpectedResponseException(
                "the service answered without " + what + "; check that the base URL is that of the speech API");
    }

    static @Nullable String text(JsonNode node, String field) {
        JsonNode value = node.path(field);
        return value.isTextual() ? value.asText() : null;
    }

    private static @Nullable Integer integer(JsonNode node, String field) {
        JsonNode value = node.path(field);
        return value.isInt() ? Integer.valueOf(value.intValue()) : null;
    }

    private static <T> List<T> list(JsonNode array, Function<JsonNode, T> element) {
        List<T> values = new ArrayList<>(array.size());
        array.forEach(node -> values.add(element.apply(node)));
        return List.copyOf(values);
    }
}
