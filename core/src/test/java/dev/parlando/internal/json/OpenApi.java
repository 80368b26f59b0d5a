package dev.parlando.internal.json;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.TextNode;
import com.networknt.schema.Error;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.TreeSet;

/** The service's OpenAPI description of its API. Immutable. */
final class OpenApi {
    static final ObjectMapper JSON = new ObjectMapper();
    private static final String LOCATION = "https://api.example.org/openapi.json";

    private final JsonNode document;
    private final SchemaRegistry registry;

    OpenApi() {
        try (InputStream file = OpenApi.class.getResourceAsStream("/openapi/openapi-tts-subset.json")) {
            document = JSON.readTree(Objects.requireNonNull(file, "the description is no test resource"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        registry = SchemaRegistry.withDefaultDialect(
                SpecificationVersion.DRAFT_2020_12, builder -> builder.schemas(Map.of(LOCATION, document.toString())));
    }

    /** Returns the schema that a reference points to, or the schema itself if it is no reference. */
    JsonNode resolve(JsonNode schema) {
        JsonNode reference = schema.path("$ref");
        return reference.isMissingNode()
                ? schema
                : document.at(reference.asText().substring(1));
    }

    JsonNode schema(String name) {
        JsonNode schema = document.at("/components/schemas/" + name);
        if (schema.isMissingNode()) {
            throw new AssertionError("the service has no " + name);
        }
        return schema;
    }

    /** Returns the violations of a named schema by a response. */
    List<String> problems(String name, JsonNode value) {
        return problemsAt("/components/schemas/" + name, value);
    }

    private List<String> problemsAt(String pointer, JsonNode value) {
        return registry.getSchema(SchemaLocation.of(LOCATION + "#" + pointer)).validate(value).stream()
                .map(Error::toString)
                .toList();
    }

    /** Returns the violations of the description by a request. */
    List<String> problems(String method, String target, byte[] body) throws IOException {
        List<String> problems = new ArrayList<>();
        String path = target.replaceFirst("\\?.*", "");
        String operation = "/paths/" + template(path).replace("/", "~1") + "/" + method.toLowerCase(Locale.ROOT);
        if (document.at(operation).isMissingNode()) {
            return List.of("the service has no " + method + " " + path);
        }
        problems.addAll(queryProblems(operation, target.contains("?") ? target.substring(path.length() + 1) : ""));
        String schema = operation + "/requestBody/content/application~1json/schema";
        if (!document.at(schema).isMissingNode()) {
            problems.addAll(problemsAt(schema, JSON.readTree(body)));
            JSON.readTree(body).fieldNames().forEachRemaining(name -> {
                if (!resolve(document.at(schema)).path("properties").has(name)) {
                    problems.add("the service does not know the field " + name);
                }
            });
        } else if (body.length > 0) {
            problems.add("the service takes no body");
        }
        return problems;
    }

    /** Returns the template of a path. Names take precedence over placeholders, whose brace sorts after letters. */
    private String template(String path) {
        TreeSet<String> templates = new TreeSet<>();
        document.get("paths").fieldNames().forEachRemaining(templates::add);
        return templates.stream()
                .filter(template -> path.matches(template.replaceAll("\\{[^}]*}", "[^/]+")))
                .findFirst()
                .orElseThrow(() -> new AssertionError("the service has no " + path));
    }

    private List<String> queryProblems(String operation, String query) throws IOException {
        Map<String, ArrayNode> values = new LinkedHashMap<>();
        for (String pair : query.isEmpty() ? new String[0] : query.split("&", -1)) {
            String[] parts = pair.split("=", 2);
            values.computeIfAbsent(parts[0], name -> JSON.createArrayNode())
                    .add(URLDecoder.decode(parts[1], StandardCharsets.UTF_8));
        }
        List<String> problems = new ArrayList<>();
        JsonNode parameters = document.at(operation + "/parameters");
        for (int i = 0; i < parameters.size(); i++) {
            JsonNode parameter = parameters.get(i);
            if (!parameter.path("in").asText().equals("query")) {
                continue;
            }
            String name = parameter.path("name").asText();
            ArrayNode given = values.remove(name);
            if (given != null && !fits(operation + "/parameters/" + i + "/schema", given)) {
                problems.add(name + " may not be " + given);
            } else if (given == null && parameter.path("required").asBoolean()) {
                problems.add(name + " is missing");
            }
        }
        values.keySet().forEach(name -> problems.add("the service does not know the parameter " + name));
        return problems;
    }

    /** Returns whether the values match the schema as a list or, if there is only one, as a scalar. */
    private boolean fits(String schema, ArrayNode values) {
        List<JsonNode> readings = new ArrayList<>(List.of(values));
        if (values.size() == 1) {
            readings.add(values.get(0));
            readings.add(scalar(values.get(0).asText()));
        }
        return readings.stream()
                .filter(reading -> !reading.isMissingNode())
                .anyMatch(reading -> problemsAt(schema, reading).isEmpty());
    }

    private static JsonNode scalar(String text) {
        try {
            return text.matches("true|false|-?[0-9]+") ? JSON.readTree(text) : new TextNode(text);
        } catch (IOException none) {
            return MissingNode.getInstance();
        }
    }
}
