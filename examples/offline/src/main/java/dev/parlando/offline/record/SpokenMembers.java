package dev.parlando.offline.record;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.parlando.offline.json.Json;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The members of a request body, or of a message of a WebSocket, that matter to a test. Immutable. */
public final class SpokenMembers {
    private final Map<?, ?> members;

    private SpokenMembers(Map<?, ?> members) {
        this.members = members;
    }

    /** Parses JSON; anything else has no members. */
    public static SpokenMembers of(String json) {
        try {
            byte[] bytes = json.getBytes(StandardCharsets.UTF_8);
            return new SpokenMembers(Json.read(bytes) instanceof Map<?, ?> read ? read : Map.of());
        } catch (JsonProcessingException e) {
            return new SpokenMembers(Map.of());
        }
    }

    /** Returns the text, or the lines of a dialogue joined by line feeds. */
    public String text() {
        return members.get("text") instanceof String text ? text : String.join("\n", inputs("text"));
    }

    /** Returns the voices of the lines of a dialogue. */
    public List<String> voiceIds() {
        return inputs("voice_id");
    }

    private List<String> inputs(String name) {
        List<String> values = new ArrayList<>();
        if (members.get("inputs") instanceof List<?> inputs) {
            for (Object input : inputs) {
                values.add(input instanceof Map<?, ?> line ? String.valueOf(line.get(name)) : "");
            }
        }
        return values;
    }

    /** Returns a member that is a string; null if there is none. */
    public @Nullable String string(String name) {
        return members.get(name) instanceof String value ? value : null;
    }
}
