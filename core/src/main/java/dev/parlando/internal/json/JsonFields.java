package dev.parlando.internal.json;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.parlando.error.InvalidRequestException;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A reader of one JSON object, field by field, that keeps the unread fields.
 *
 * <p>A field that is missing, null or of an unexpected type reads as null or as empty. A field of an unexpected type
 * stays among the unread fields, as does a list or map with elements of an unexpected type. No error message repeats a
 * value, which may be a secret.
 *
 * <p>Threading: confined to one thread.
 */
final class JsonFields {
    private final Map<String, JsonNode> unread = new LinkedHashMap<>();
    private final Map<String, JsonFields> nested = new LinkedHashMap<>();

    /** Reads the fields of an object; any other node has no fields. */
    JsonFields(JsonNode node) {
        unread.putAll(fieldsOf(node));
    }

    /** Returns the fields of an object in their order; any other node has none. */
    static Map<String, JsonNode> fieldsOf(JsonNode node) {
        Map<String, JsonNode> fields = new LinkedHashMap<>();
        node.fieldNames().forEachRemaining(name -> fields.put(name, node.get(name)));
        return fields;
    }

    /** Returns a text without which the response is useless; throws if it is missing or blank. */
    String required(String name) {
        String text = text(name);
        if (text == null || text.isBlank()) {
            throw ResponseJson.missing(name);
        }
        return text;
    }

    @Nullable
    String text(String name) {
        return take(name, JsonFields::textOf);
    }

    @Nullable
    Boolean bool(String name) {
        return take(name, node -> node.isBoolean() ? node.booleanValue() : null);
    }

    /** Returns whether the field is true. */
    boolean isTrue(String name) {
        return Boolean.TRUE.equals(bool(name));
    }

    @Nullable
    Integer integer(String name) {
        return take(name, node -> isWhole(node) && node.canConvertToInt() ? node.intValue() : null);
    }

    @Nullable
    Long longValue(String name) {
        return take(name, JsonFields::longOf);
    }

    @Nullable
    Double number(String name) {
        return take(name, JsonFields::numberOf);
    }

    /** Returns the instant that a field gives in seconds since 1970. */
    @Nullable
    Instant epochSecond(String name) {
        return take(name, node -> instantOf(longOf(node), Instant::ofEpochSecond));
    }

    /** Returns the instant that a field gives in milliseconds since 1970. */
    @Nullable
    Instant epochMilli(String name) {
        return take(name, node -> instantOf(longOf(node), Instant::ofEpochMilli));
    }

    List<String> texts(String name) {
        return list(name, JsonFields::textOf);
    }

    List<Double> numbers(String name) {
        return list(name, JsonFields::numberOf);
    }

    Map<String, String> textMap(String name) {
        return map(name, JsonFields::textOf);
    }

    Map<String, Double> numberMap(String name) {
        return map(name, JsonFields::numberOf);
    }

    /** Returns the value that the given reader creates from an object. */
    <T> @Nullable T object(String name, Function<JsonFields, @Nullable T> reader) {
        return take(name, objectBy(reader));
    }

    /** Returns the values that the given reader creates from the objects of a list. */
    <T> List<T> objects(String name, Function<JsonFields, T> reader) {
        return list(name, objectBy(reader));
    }

    /** Returns the values that the given reader creates from the objects of a map. */
    <T> Map<String, T> objectMap(String name, Function<JsonFields, T> reader) {
        return map(name, objectBy(reader));
    }

    /** Returns a nested object that is read together with this one; its unread fields stay under its name. */
    JsonFields nested(String name) {
        JsonFields nestedFields = object(name, fields -> fields);
        if (nestedFields == null) {
            return new JsonFields(MissingNode.getInstance());
        }
        nested.put(name, nestedFields);
        return nestedFields;
    }

    boolean has(String name) {
        return unread.containsKey(name);
    }

    /**
     * Returns a field as converted by {@code reader}; if the reader returns null, the field stays among the unread
     * fields.
     */
    <T> @Nullable T take(String name, Function<JsonNode, @Nullable T> reader) {
        JsonNode node = unread.get(name);
        if (node == null) {
            return null;
        }
        T value = reader.apply(node);
        if (value != null || node.isNull()) {
            unread.remove(name);
        }
        return value;
    }

    /** Returns the elements that can be converted. */
    <T> List<T> list(String name, Function<JsonNode, @Nullable T> element) {
        List<T> values = new ArrayList<>();
        JsonNode node = unread.getOrDefault(name, MissingNode.getInstance());
        boolean fits = node.isNull() || node.isArray();
        if (node.isArray()) {
            for (JsonNode item : node) {
                T value = element.apply(item);
                if (value != null) {
                    values.add(value);
                }
                fits &= value != null || item.isNull();
            }
        }
        removeIf(name, fits);
        return List.copyOf(values);
    }

    private <T> Map<String, T> map(String name, Function<JsonNode, @Nullable T> element) {
        Map<String, T> values = new TreeMap<>();
        JsonNode node = unread.getOrDefault(name, MissingNode.getInstance());
        boolean fits = node.isNull() || node.isObject();
        for (Map.Entry<String, JsonNode> item : fieldsOf(node).entrySet()) {
            T value = element.apply(item.getValue());
            if (value != null) {
                values.put(item.getKey(), value);
            }
            fits &= value != null || item.getValue().isNull();
        }
        removeIf(name, fits);
        return Map.copyOf(values);
    }

    private void removeIf(String name, boolean whole) {
        if (whole) {
            unread.remove(name);
        }
    }

    /** Returns the unread fields as plain values without nulls; must be called last. */
    Map<String, Object> unread() {
        Map<String, Object> remaining = new LinkedHashMap<>(PlainJson.map(unread));
        nested.forEach((name, nestedFields) -> {
            Map<String, Object> nestedUnread = nestedFields.unread();
            if (!nestedUnread.isEmpty()) {
                remaining.put(name, nestedUnread);
            }
        });
        return Collections.unmodifiableMap(remaining);
    }

    static @Nullable String textOf(JsonNode node) {
        return node.isTextual() ? node.textValue() : null;
    }

    /** Returns a reader that parses texts and returns null for those that the parser rejects. */
    static <T> Function<JsonNode, @Nullable T> parsed(Function<String, T> parser) {
        return node -> {
            try {
                return node.isTextual() ? parser.apply(node.textValue()) : null;
            } catch (InvalidRequestException unknown) {
                return null;
            }
        };
    }

    private static <T> Function<JsonNode, @Nullable T> objectBy(Function<JsonFields, @Nullable T> reader) {
        return node -> node.isObject() ? reader.apply(new JsonFields(node)) : null;
    }

    private static boolean isWhole(JsonNode node) {
        return node.isNumber() && node.canConvertToExactIntegral();
    }

    private static @Nullable Long longOf(JsonNode node) {
        return isWhole(node) && node.canConvertToLong() ? node.longValue() : null;
    }

    static @Nullable Double numberOf(JsonNode node) {
        return node.isNumber() && Double.isFinite(node.doubleValue()) ? node.doubleValue() : null;
    }

    private static @Nullable Instant instantOf(@Nullable Long count, Function<Long, Instant> unit) {
        try {
            return count == null ? null : unit.apply(count);
        } catch (DateTimeException beyondTheCalendar) {
            return null;
        }
    }
}
