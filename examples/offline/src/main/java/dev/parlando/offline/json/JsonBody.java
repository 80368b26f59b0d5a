package dev.parlando.offline.json;

import com.fasterxml.jackson.core.JsonProcessingException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Parses a request body as one JSON object, or refuses it with an error of the service's schema validation. */
public final class JsonBody {
    private JsonBody() {}

    public static Map<String, @Nullable Object> parse(byte[] body) {
        if (body.length == 0) {
            throw malformed("missing", List.of("body"), "Field required");
        }
        try {
            Map<String, @Nullable Object> members = new LinkedHashMap<>();
            if (!(Json.read(body) instanceof Map<?, ?> read)) {
                throw malformed("model_attributes_type", List.of("body"), "Input should be a valid dictionary");
            }
            read.forEach((name, value) -> members.put(String.valueOf(name), value));
            return members;
        } catch (JsonProcessingException e) {
            long offset =
                    e.getLocation() == null ? 0 : Math.max(0, e.getLocation().getByteOffset());
            throw malformed("json_invalid", List.of("body", offset), "JSON decode error");
        }
    }

    private static HttpErrorException malformed(String type, List<Object> location, String message) {
        return HttpErrorException.validationFailure(
                List.of(Map.of("type", type, "loc", location, "msg", message, "input", Map.of())));
    }
}
