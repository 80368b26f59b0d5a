package dev.parlando.internal.json;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import com.fasterxml.jackson.databind.JsonNode;
import java.nio.ByteBuffer;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** JSON texts as plain Java values, for messages of other protocols than the service's. Stateless. */
public final class JsonText {
    private JsonText() {}

    /**
     * Reads one JSON object as maps, lists, strings, booleans and numbers, without its null fields. The position of the
     * buffer stays.
     *
     * @return the fields in their order; null if the bytes are not one JSON object
     */
    public static @Nullable Map<String, Object> readObject(ByteBuffer utf8) {
        byte[] bytes = new byte[utf8.remaining()];
        utf8.get(utf8.position(), bytes);
        JsonNode root = ResponseJson.parse(bytes);
        return root.isObject() ? PlainJson.map(JsonFields.fieldsOf(root)) : null;
    }

    /** Returns a JSON string with its quotation marks. */
    public static String quote(String text) {
        return '"' + new String(JsonStringEncoder.getInstance().quoteAsString(text)) + '"';
    }
}
