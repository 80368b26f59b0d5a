package dev.parlando.command.bench.result;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.deser.std.StdScalarDeserializer;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.ser.std.StdScalarSerializer;
import dev.parlando.command.console.CommandException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** The JSON file of a result, whose names are the record components. Stateless. */
public final class ResultJson {
    private static final JsonMapper JSON = JsonMapper.builder()
            .addModule(new SimpleModule()
                    .addSerializer(Instant.class, new InstantWriter())
                    .addDeserializer(Instant.class, new InstantReader()))
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .enable(DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES)
            .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
            .build();

    private ResultJson() {}

    /** Returns the result as one JSON object. */
    public static String toJson(BenchResult result) {
        try {
            return JSON.writeValueAsString(result);
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    /**
     * Reads the file of a result.
     *
     * @throws CommandException if it cannot be read, or is not a result of {@link BenchResult#FORMAT}
     */
    public static BenchResult read(Path file) {
        try {
            return parse(Files.readString(file), file.toString());
        } catch (NoSuchFileException e) {
            throw new CommandException("there is no file " + file, e);
        } catch (IOException e) {
            throw new CommandException("cannot read " + file + ": " + e.getMessage(), e);
        }
    }

    /**
     * Reads a result.
     *
     * @param name the name of the file for errors
     * @throws CommandException if the text is not a result of {@link BenchResult#FORMAT}
     */
    public static BenchResult parse(String json, String name) {
        JsonNode tree = tree(json, name);
        String format = tree.path("format").asText();
        if (!format.equals(BenchResult.FORMAT)) {
            throw invalid(name, "its format is '" + format + "', not " + BenchResult.FORMAT, null);
        }
        try {
            return JSON.treeToValue(tree, BenchResult.class);
        } catch (JsonMappingException e) {
            throw invalid(
                    name, e.getPathReference().replaceAll("[\\w.]+\\.|\"", "") + ": " + e.getOriginalMessage(), e);
        } catch (JsonProcessingException e) {
            throw invalid(name, e.getOriginalMessage(), e);
        }
    }

    private static JsonNode tree(String json, String name) {
        try {
            return JSON.readTree(json);
        } catch (JsonProcessingException e) {
            throw invalid(name, "it is not JSON: " + e.getOriginalMessage(), e);
        }
    }

    private static CommandException invalid(String name, String problem, @Nullable Exception cause) {
        return new CommandException(name + " is not a result of parlando bench: " + problem, cause);
    }

    private static final class InstantWriter extends StdScalarSerializer<Instant> {
        private static final long serialVersionUID = 1;

        InstantWriter() {
            super(Instant.class);
        }

        @Override
        public void serialize(Instant value, JsonGenerator json, SerializerProvider provider) throws IOException {
            json.writeString(value.toString());
        }
    }

    private static final class InstantReader extends StdScalarDeserializer<Instant> {
        private static final long serialVersionUID = 1;

        InstantReader() {
            super(Instant.class);
        }

        @Override
        public Instant deserialize(JsonParser json, DeserializationContext context) throws IOException {
            String text = json.getText();
            try {
                return Instant.parse(text);
            } catch (DateTimeException e) {
                throw new JsonMappingException(json, "'" + text + "' is not a time in UTC", e);
            }
        }
    }
}
