package dev.parlando.audio.telephony.asterisk;

import dev.parlando.internal.json.JsonText;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A text message of chan_websocket.
 *
 * @param name the name of the command or event, such as {@code MEDIA_START}
 * @param fields its fields, in either format; nested fields of JSON are left out
 * @param variables the channel variables, which only JSON has
 * @param format the format of the message
 */
record ControlMessage(String name, Map<String, String> fields, Map<String, String> variables, ControlFormat format) {
    /** Asterisk ignores longer commands ({@code MAX_TEXT_MESSAGE_LEN} in {@code chan_websocket.c}). */
    static final int MAX_COMMAND_BYTES = 128;

    /** Reads an event; returns null if it is not well-formed. */
    static @Nullable ControlMessage read(ByteBuffer utf8) {
        String text = StandardCharsets.UTF_8.decode(utf8.duplicate()).toString().strip();
        return text.startsWith("{") ? readJson(utf8) : readPlain(text);
    }

    private static @Nullable ControlMessage readJson(ByteBuffer utf8) {
        Map<String, Object> object = JsonText.readObject(utf8);
        if (object == null || !(object.get("event") instanceof String name)) {
            return null;
        }
        Map<String, String> variables =
                object.get("channel_variables") instanceof Map<?, ?> nested ? scalars(nested) : Map.of();
        return new ControlMessage(name, scalars(object), variables, ControlFormat.JSON);
    }

    private static Map<String, String> scalars(Map<?, ?> object) {
        Map<String, String> scalars = new LinkedHashMap<>();
        object.forEach((name, value) -> {
            if (value instanceof String || value instanceof Number || value instanceof Boolean) {
                scalars.put(String.valueOf(name), value.toString());
            }
        });
        return scalars;
    }

    /** Reads {@code NAME key:value …}. */
    private static @Nullable ControlMessage readPlain(String text) {
        String[] words = text.split(" +", -1);
        if (words[0].isEmpty()) {
            return null;
        }
        Map<String, String> fields = new LinkedHashMap<>();
        for (String word : words) {
            int colon = word.indexOf(':');
            if (colon > 0) {
                fields.put(word.substring(0, colon), word.substring(colon + 1));
            }
        }
        return new ControlMessage(words[0], fields, Map.of(), ControlFormat.PLAIN_TEXT);
    }

    /** Returns the text of a command. */
    static String command(ControlFormat format, String name, @Nullable String correlationId) {
        if (format == ControlFormat.PLAIN_TEXT) {
            return correlationId == null ? name : name + " " + correlationId;
        }
        String id = correlationId == null ? "" : ",\"correlation_id\":" + JsonText.quote(correlationId);
        return "{\"command\":\"" + name + "\"" + id + "}";
    }
}
