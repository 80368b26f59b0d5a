package dev.parlando.internal.json;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;

/**
 * Generator of random JSON that follows a schema, with optional fields present or absent, nulls where they are allowed,
 * and unknown fields.
 *
 * <p>In daring mode it also omits required fields and uses words outside the enumerations. Confined to one thread.
 */
final class SchemaInstances {
    /** Prefix of the names of unknown fields. */
    static final String UNKNOWN = "brand_new_";

    /** Fields that are present even in daring mode. */
    private static final Set<String> ESSENTIAL = Set.of(
            "voice_id",
            "model_id",
            "key_id",
            "service_account_user_id",
            "xi-api-key",
            "token",
            "service-account-user-id",
            "voices",
            "service-accounts",
            "api-keys");

    private static final List<String> TEXTS =
            List.of("a", "Zoë \"Z\"", "", "two\nlines", "日本", "\uD83D\uDE00", "null", "7");
    private static final List<String> IPS = List.of("203.0.113.0/24", "198.51.100.7/32", "2001:db8::/32", "::1/128");
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
    private static final int MAX_ITEMS = 3;

    private final OpenApi api;
    private final Random random;
    private final boolean daring;

    SchemaInstances(OpenApi api, Random random, boolean daring) {
        this.api = api;
        this.random = random;
        this.daring = daring;
    }

    JsonNode of(String schema) {
        return value("", api.schema(schema));
    }

    private JsonNode value(String name, JsonNode reference) {
        JsonNode schema = api.resolve(reference);
        for (String choice : List.of("anyOf", "oneOf")) {
            if (schema.has(choice)) {
                return value(name, pick(schema.get(choice)));
            }
        }
        if (schema.has("const")) {
            return schema.get("const");
        }
        if (schema.has("enum")) {
            return daring && random.nextInt(4) == 0
                    ? NODES.textNode("new_word_" + random.nextInt(9))
                    : pick(schema.get("enum"));
        }
        return switch (schema.path("type").asText()) {
            case "object" -> object(schema);
            case "array" -> array(name, schema);
            case "string" -> NODES.textNode(text(name));
            case "integer" -> NODES.numberNode((long) random.nextInt(Integer.MAX_VALUE));
            case "number" -> number(schema);
            case "boolean" -> NODES.booleanNode(random.nextBoolean());
            case "null" -> NODES.nullNode();
            default -> anything();
        };
    }

    private JsonNode pick(JsonNode list) {
        return list.get(random.nextInt(list.size()));
    }

    private <T> T pick(List<T> list) {
        return list.get(random.nextInt(list.size()));
    }

    private String text(String name) {
        if (name.equals("allowed_ips")) {
            return pick(IPS);
        }
        return ESSENTIAL.contains(name) ? "id-" + random.nextInt(1_000_000) : pick(TEXTS);
    }

    /** Returns a number, possibly a whole one, which the schema allows as well. */
    private JsonNode number(JsonNode schema) {
        boolean whole = random.nextInt(3) == 0;
        if (whole) {
            return NODES.numberNode((long) random.nextInt(2));
        }
        return NODES.numberNode(random.nextDouble() * (schema.has("maximum") ? 1 : 1e6));
    }

    private ArrayNode array(String name, JsonNode schema) {
        ArrayNode array = NODES.arrayNode();
        int items = Math.max(random.nextInt(MAX_ITEMS), schema.path("minItems").asInt());
        for (int i = 0; i < items; i++) {
            array.add(value(name, schema.get("items")));
        }
        return array;
    }

    private ObjectNode object(JsonNode schema) {
        ObjectNode object = NODES.objectNode();
        Set<String> required = new HashSet<>();
        schema.path("required").forEach(name -> required.add(name.asText()));
        List<Map.Entry<String, JsonNode>> fields =
                new ArrayList<>(schema.path("properties").properties());
        Collections.shuffle(fields, random);
        for (Map.Entry<String, JsonNode> field : fields) {
            String name = field.getKey();
            boolean needed = ESSENTIAL.contains(name) || (required.contains(name) && !daring);
            if (needed || random.nextInt(4) > 0) {
                object.set(name, value(name, field.getValue()));
            }
        }
        if (schema.path("additionalProperties").isObject()) {
            for (int i = random.nextInt(MAX_ITEMS); i > 0; i--) {
                object.set("key " + i, value("", schema.get("additionalProperties")));
            }
        } else {
            object.set(UNKNOWN + random.nextInt(9), anything());
        }
        return object;
    }

    /** Returns arbitrary JSON that plain Java values can represent without loss. */
    private JsonNode anything() {
        return switch (random.nextInt(6)) {
            case 0 -> NODES.booleanNode(random.nextBoolean());
            case 1 -> NODES.numberNode(random.nextLong());
            case 2 -> NODES.numberNode(random.nextDouble());
            case 3 -> NODES.arrayNode().add(pick(TEXTS)).addNull().add(1);
            case 4 -> NODES.objectNode().put("deep", pick(TEXTS)).set("deeper", NODES.objectNode());
            default -> NODES.textNode(pick(TEXTS));
        };
    }
}
