package dev.parlando.internal.json;

import static dev.parlando.internal.json.ResponseJson.text;

import com.fasterxml.jackson.databind.JsonNode;
import dev.parlando.credentials.ApiKey;
import dev.parlando.error.ServiceError;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A reader of error response bodies, in any of the forms that the service and the proxies in front of it use.
 * Stateless.
 *
 * <p>The forms are an object, a list of schema violations or a string under {@code detail}, and bodies that are not
 * JSON. The {@code input} of a violation is skipped, since it repeats the caller's text.
 */
final class ErrorJson {
    private static final int MAX_FIELD_CHARS = 500;

    private ErrorJson() {}

    /** Reads the body and redacts the key if the body repeats it. */
    static ServiceError read(int httpStatus, byte[] body, @Nullable ApiKey key, @Nullable Duration retryAfter) {
        JsonNode detail = ResponseJson.parse(body).path("detail");
        if (detail.isMissingNode() || detail.isNull()) {
            return plain(httpStatus, null, key, retryAfter);
        }
        if (detail.isObject()) {
            return object(httpStatus, detail, key, retryAfter);
        }
        return plain(httpStatus, detail.isArray() ? violations(detail) : detail.asText(), key, retryAfter);
    }

    private static ServiceError plain(
            int httpStatus, @Nullable String message, @Nullable ApiKey key, @Nullable Duration retryAfter) {
        return new ServiceError(httpStatus, null, null, null, oneLine(message, key), null, null, retryAfter);
    }

    private static ServiceError object(
            int httpStatus, JsonNode detail, @Nullable ApiKey key, @Nullable Duration retryAfter) {
        return new ServiceError(
                httpStatus,
                oneLine(text(detail, "type"), key),
                oneLine(text(detail, "code"), key),
                oneLine(text(detail, "status"), key),
                oneLine(text(detail, "message"), key),
                oneLine(text(detail, "param"), key),
                oneLine(text(detail, "request_id"), key),
                retryAfter);
    }

    private static String violations(JsonNode entries) {
        List<String> parts = new ArrayList<>();
        for (JsonNode entry : entries) {
            List<String> location = new ArrayList<>();
            entry.path("loc").forEach(step -> location.add(step.asText()));
            parts.add(String.join(".", location) + ": " + entry.path("msg").asText());
        }
        return String.join("; ", parts);
    }

    private static @Nullable String oneLine(@Nullable String text, @Nullable ApiKey key) {
        if (text == null) {
            return null;
        }
        // The key is redacted first, since a truncated key would not be recognized.
        String redacted = key == null ? text : key.redact(text);
        String line = redacted.replaceAll("[\\p{Cntrl}\\s]+", " ").strip();
        if (line.isEmpty()) {
            return null;
        }
        return line.length() <= MAX_FIELD_CHARS ? line : line.substring(0, MAX_FIELD_CHARS) + "…";
    }
}
