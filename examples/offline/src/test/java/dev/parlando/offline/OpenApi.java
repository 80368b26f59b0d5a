package dev.parlando.offline;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.Error;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;

/**
 * A validator of JSON against the service's OpenAPI description.
 *
 * <p>A member that is not in the description is an error too, because it would be a misspelling. Immutable.
 */
final class OpenApi {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String LOCATION = "https://api.example.org/openapi.json";

    private final JsonNode document;
    private final SchemaRegistry registry;

    OpenApi() {
        try (InputStream file = OpenApi.class.getResourceAsStream("/openapi/openapi-tts-subset.json")) {
            document = JSON.readTree(Objects.requireNonNull(file, "the description is no test resource"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        document.at("/components/schemas").properties().forEach(schema -> close(schema.getKey(), schema.getValue()));
        registry = SchemaRegistry.withDefaultDialect(
                SpecificationVersion.DRAFT_2020_12, builder -> builder.schemas(Map.of(LOCATION, document.toString())));
    }

    /**
     * Forbids additional members. Validation errors are exempt, because the service adds the input to them.
     *
     * <p>The official clients of autumn 2026 require the workspace of a user, which the older description does not
     * contain.
     */
    private static void close(String name, JsonNode schema) {
        if (name.equals("UserResponseModel")) {
            ((ObjectNode) schema.get("properties")).putObject("workspace_id").put("type", "string");
        }
        if (schema.has("properties") && !name.equals("ValidationError")) {
            ((ObjectNode) schema).put("additionalProperties", false);
        }
    }

    /** Returns the errors in a response body. */
    List<String> problems(String method, String path, int status, byte[] body) {
        String operation = pointer(method, path);
        String pointer = operation + "/responses/" + status + "/content/application~1json/schema";
        if (document.at(pointer).isMissingNode()) {
            return List.of("nothing is said about " + method + " " + path + " answering " + status);
        }
        try {
            return registry
                    .getSchema(SchemaLocation.of(LOCATION + "#" + pointer))
                    .validate(JSON.readTree(body))
                    .stream()
                    .map(Error::toString)
                    .toList();
        } catch (IOException e) {
            return List.of("the body is no JSON: " + e.getMessage());
        }
    }

    /** Returns the name of an operation, such as {@code get /v1/voices/{voice_id}}. */
    String operation(String method, String path) {
        return method.toLowerCase(Locale.ROOT) + " " + template(path);
    }

    private String pointer(String method, String path) {
        return "/paths/" + template(path).replace("/", "~1") + "/" + method.toLowerCase(Locale.ROOT);
    }

    /** Returns the matching path template; if several match, the one with the fewest variables. */
    private String template(String path) {
        List<String> templates = new ArrayList<>();
        document.get("paths").fieldNames().forEachRemaining(templates::add);
        String bare = path.replaceFirst("\\?.*", "");
        return templates.stream()
                .filter(template -> bare.matches(template.replaceAll("\\{[^}]*}", "[^/]+")))
                .min(Comparator.comparingLong(
                        template -> template.chars().filter(c -> c == '{').count()))
                .orElseThrow(() -> new AssertionError("the service has no " + path));
    }

    /** Returns all operations, as {@link #operation} names them. */
    List<String> operations() {
        List<String> all = new ArrayList<>();
        document.get("paths").properties().forEach(path -> path.getValue()
                .fieldNames()
                .forEachRemaining(method -> all.add(method + " " + path.getKey())));
        return all;
    }
}
