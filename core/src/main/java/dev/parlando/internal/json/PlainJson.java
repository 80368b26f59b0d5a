package dev.parlando.internal.json;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A converter of JSON to plain Java values: maps, lists, strings, booleans and numbers. Stateless.
 *
 * <p>A number becomes a {@code Long} if it is whole, a {@code Double} if that is exact, and otherwise a
 * {@code BigDecimal}. Null fields are omitted; null elements of a list are kept, so that the other elements keep their
 * positions.
 */
final class PlainJson {
    private PlainJson() {}

    /** Returns the fields as an immutable map, in their original order. */
    static Map<String, Object> map(Map<String, JsonNode> fields) {
        Map<String, Object> values = new LinkedHashMap<>();
        fields.forEach((name, node) -> {
            Object value = value(node);
            if (value != null) {
                values.put(name, value);
            }
        });
        return Collections.unmodifiableMap(values);
    }

    static @Nullable Object value(JsonNode node) {
        if (node.isObject()) {
            return map(JsonFields.fieldsOf(node));
        }
        if (node.isArray()) {
            return list(node);
        }
        if (node.isNumber()) {
            return number(node);
        }
        return node.isBoolean() ? (Object) node.booleanValue() : node.textValue();
    }

    private static List<@Nullable Object> list(JsonNode array) {
        List<@Nullable Object> values = new ArrayList<>(array.size());
        array.forEach(item -> values.add(value(item)));
        return Collections.unmodifiableList(values);
    }

    private static Object number(JsonNode node) {
        if (node.isIntegralNumber() && node.canConvertToLong()) {
            return node.longValue();
        }
        double nearest = node.doubleValue();
        BigDecimal exact = node.decimalValue();
        boolean same = Double.isFinite(nearest) && BigDecimal.valueOf(nearest).compareTo(exact) == 0;
        return same && !node.isIntegralNumber() ? (Object) nearest : exact;
    }
}
