package dev.parlando.internal.json;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The fields of an error in JSON, in any of the forms that services and gateways use. Names are compared without regard
 * to case. The {@code input} of a schema violation is skipped, since it repeats the caller's text.
 *
 * <p>Threading: confined to one thread.
 */
final class ErrorFields {
    private static final int MAX_DEPTH = 5;
    private static final int MAX_ENTRIES = 10;
    private static final int MAX_TRUNCATED_CHARS = ErrorText.MAX_LINE_CHARS + 100;
    private static final List<String> NESTED = List.of("detail", "error", "errors", "fault");
    private static final List<String> MESSAGES =
            List.of("message", "msg", "error_description", "errorMessage", "error_message", "faultstring", "title");
    private static final List<String> CODES = List.of("code", "error_code", "errorCode", "__type");
    private static final Pattern WORD = Pattern.compile("[\\w.+-]+");
    private static final Pattern REASON = Pattern.compile("[a-z0-9]+(_[a-z0-9]+)+");
    private static final Pattern FAILURE = Pattern.compile("(?i)error|fail|exceed|denied|invalid|unavailable");
    /** A text field in JSON that was cut off. The bounds keep the depth of the matcher's recursion small. */
    private static final Pattern TEXT_FIELD = Pattern.compile(
            "\"(detail|error|message|msg|title|status|code|type)\"\\s*:\\s*\"((?:[^\"\\\\]|\\\\.){1,"
                    + MAX_TRUNCATED_CHARS + "})",
            Pattern.CASE_INSENSITIVE | Pattern.DOTALL);

    private final String httpStatus;
    private @Nullable String type;
    private @Nullable String code;
    private @Nullable String status;
    private @Nullable String message;
    private @Nullable String parameter;
    private @Nullable String requestId;

    private ErrorFields(int httpStatus) {
        this.httpStatus = Integer.toString(httpStatus);
    }

    /** Reads the fields of a whole body. */
    static ErrorFields of(int httpStatus, JsonNode root) {
        ErrorFields fields = new ErrorFields(httpStatus);
        fields.message = fields.read(root, 0);
        return fields;
    }

    /** Reads the fields that arrived before the body was cut off. */
    static ErrorFields ofTruncated(int httpStatus, String json) {
        ErrorFields fields = new ErrorFields(httpStatus);
        Matcher matcher = TEXT_FIELD.matcher(json);
        for (int i = 0; i < MAX_ENTRIES && matcher.find(); i++) {
            String text = unescape(matcher.group(2));
            switch (matcher.group(1).toLowerCase(Locale.ROOT)) {
                case "status" -> fields.status = first(fields.status, text);
                case "code" -> fields.code = first(fields.code, text);
                case "type" -> fields.type = first(fields.type, text);
                default -> fields.message = first(fields.message, text);
            }
        }
        return fields;
    }

    /** Returns the value of an escaped text, without a trailing incomplete escape. */
    private static @Nullable String unescape(String escaped) {
        String whole = escaped.replaceFirst("\\\\(?:u[0-9a-fA-F]{0,3})?$", "");
        return JsonFields.textOf(ResponseJson.parse(('"' + whole + '"').getBytes(StandardCharsets.UTF_8)));
    }

    /** Returns whether an object of a response that should consist of audio reports a failure. */
    static boolean isError(JsonNode root) {
        Map<String, JsonNode> fields = fields(root);
        if (fields.getOrDefault("audio_base64", MissingNode.getInstance()).isTextual()) {
            return hasContent(fields.get("error"));
        }
        return fields.containsKey("detail")
                || NESTED.stream().anyMatch(name -> hasContent(fields.get(name)))
                || text(fields, MESSAGES) != null
                || List.of("status", "code", "type").stream().anyMatch(name -> namesFailure(fields.get(name)));
    }

    private static boolean hasContent(@Nullable JsonNode node) {
        if (node == null || node.isNull()) {
            return false;
        }
        return node.isContainerNode()
                ? !node.isEmpty()
                : node.asBoolean(!node.asText().isBlank());
    }

    private static boolean namesFailure(@Nullable JsonNode node) {
        return node != null
                && node.isTextual()
                && FAILURE.matcher(node.textValue()).find();
    }

    /** Returns the message of a value, and stores the first codes found in it. */
    private @Nullable String read(JsonNode node, int depth) {
        if (depth > MAX_DEPTH) {
            return null;
        }
        if (node.isArray()) {
            return readList(node, depth);
        }
        if (node.isObject()) {
            return readObject(fields(node), depth);
        }
        return node.isTextual() && !node.textValue().isBlank() ? node.textValue() : null;
    }

    private @Nullable String readList(JsonNode entries, int depth) {
        List<String> messages = new ArrayList<>();
        for (int i = 0; i < Math.min(entries.size(), MAX_ENTRIES); i++) {
            JsonNode entry = entries.get(i);
            String entryMessage = entry.has("loc") ? violation(entry) : read(entry, depth + 1);
            if (entryMessage != null) {
                messages.add(entryMessage);
            }
        }
        return messages.isEmpty() ? null : String.join("; ", messages);
    }

    private static String violation(JsonNode entry) {
        List<String> location = new ArrayList<>();
        entry.path("loc").forEach(step -> location.add(step.asText()));
        return String.join(".", location) + ": " + entry.path("msg").asText();
    }

    private @Nullable String readObject(Map<String, JsonNode> fields, int depth) {
        String own = text(fields, MESSAGES);
        for (String name : NESTED) {
            JsonNode nested = fields.get(name);
            if (nested != null) {
                own = join(own, name.equals("error") ? readError(nested, own != null, depth) : read(nested, depth + 1));
            }
        }
        // The codes of a nested error are more specific, so they have been stored before.
        type = first(type, text(fields, List.of("type")));
        code = first(code, codeOf(fields));
        status = first(status, text(fields, List.of("status")));
        parameter = first(parameter, text(fields, List.of("param")));
        requestId = first(requestId, text(fields, List.of("request_id", "requestId")));
        return own;
    }

    /** Reads the field {@code error}, which is a reason if the object also has a message. */
    private @Nullable String readError(JsonNode error, boolean hasMessage, int depth) {
        String text = read(error, depth + 1);
        if (text == null || !error.isTextual()) {
            return text;
        }
        if ((hasMessage ? WORD : REASON).matcher(text).matches()) {
            status = first(status, text);
        }
        return hasMessage ? null : text;
    }

    private @Nullable String codeOf(Map<String, JsonNode> fields) {
        for (String name : CODES) {
            JsonNode node = fields.get(name);
            if (node != null
                    && (node.isTextual() || node.isIntegralNumber())
                    && !node.asText().equals(httpStatus)) {
                return node.asText();
            }
        }
        return null;
    }

    private static @Nullable String text(Map<String, JsonNode> fields, List<String> names) {
        for (String name : names) {
            JsonNode node = fields.get(name);
            if (node != null && node.isTextual() && !node.textValue().isBlank()) {
                return node.textValue();
            }
        }
        return null;
    }

    private static Map<String, JsonNode> fields(JsonNode object) {
        Map<String, JsonNode> fields = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        JsonFields.fieldsOf(object).forEach(fields::putIfAbsent);
        return fields;
    }

    private static @Nullable String first(@Nullable String present, @Nullable String next) {
        return present != null ? present : next;
    }

    private static @Nullable String join(@Nullable String present, @Nullable String next) {
        return present == null || next == null || present.equals(next) ? first(present, next) : present + ": " + next;
    }

    @Nullable
    String type() {
        return type;
    }

    @Nullable
    String code() {
        return code;
    }

    @Nullable
    String status() {
        return status;
    }

    @Nullable
    String message() {
        return message;
    }

    @Nullable
    String parameter() {
        return parameter;
    }

    @Nullable
    String requestId() {
        return requestId;
    }
}
