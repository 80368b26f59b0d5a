package dev.parlando.offline.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class JsonReaderTest {
    @Test
    void readsValidMembers() {
        JsonReader fields =
                fields(Map.of("s", "text", "n", 0.5, "i", 7, "b", true, "q", "false", "l", List.of("x", "y")));
        assertThat(fields.requiredString("s")).isEqualTo("text");
        assertThat(fields.number("n", 0, 1)).isEqualByComparingTo("0.5");
        assertThat(fields.integer("i")).isEqualByComparingTo("7");
        assertThat(fields.bool("b")).isTrue();
        assertThat(fields.bool("q")).isFalse();
        assertThat(fields.strings("l")).containsExactly("x", "y");
        assertThat(fields.string("absent")).isNull();
        assertThat(fields.object("absent").number("inner")).isNull();
        fields.throwIfInvalid();
    }

    @Test
    void treatsNullAsAbsent() {
        Map<String, @Nullable Object> members = new LinkedHashMap<>();
        members.put("v", null);
        JsonReader fields = JsonReader.of(members, "body");
        assertThat(fields.string("v")).isNull();
        assertThat(fields.strings("v")).isEmpty();
        assertThat(fields.number("v", 0, 1)).isNull();
        fields.throwIfInvalid();
    }

    @Test
    void reportsEveryProblemWithLocation() {
        assertProblem(Map.of(), fields -> fields.requiredString("text"), "missing", "body", "text");
        assertProblem(Map.of("t", 5), fields -> fields.string("t"), "string_type", "body", "t");
        assertProblem(Map.of("b", "maybe"), fields -> fields.bool("b"), "bool_parsing", "body", "b");
        assertProblem(Map.of("n", "x"), fields -> fields.number("n"), "float_parsing", "body", "n");
        assertProblem(Map.of("n", true), fields -> fields.number("n"), "float_parsing", "body", "n");
        assertProblem(Map.of("i", 1.5), fields -> fields.integer("i"), "int_from_float", "body", "i");
        assertProblem(Map.of("n", 1.01), fields -> fields.number("n", 0, 1), "less_than_equal", "body", "n");
        assertProblem(Map.of("n", -1), fields -> fields.number("n", 0, 1), "greater_than_equal", "body", "n");
        assertProblem(Map.of("e", "x"), fields -> fields.enumValue("e", List.of("a")), "enum", "body", "e");
        assertProblem(Map.of("l", "x"), fields -> fields.strings("l"), "list_type", "body", "l");
        assertProblem(Map.of("l", List.of("x", 2)), fields -> fields.strings("l"), "string_type", "body", "l", 1);
        assertProblem(
                Map.of("o", Map.of("n", "x")),
                fields -> fields.object("o").number("n"),
                "float_parsing",
                "body",
                "o",
                "n");
        assertProblem(
                Map.of("l", List.of(Map.of())),
                fields -> fields.objects("l").get(0).requiredString("id"),
                "missing",
                "body",
                "l",
                "0",
                "id");
    }

    @Test
    void collectsProblemsAcrossSources() {
        JsonReader fields = fields(Map.of("a", 1));
        fields.string("a");
        fields.withSameProblems(Map.of("q", "x"), "query").integer("q");
        HttpErrorException refusal = catchThrowableOfType(HttpErrorException.class, fields::throwIfInvalid);
        assertThat(refusal.body().toString()).contains("[body, a]", "[query, q]");
    }

    @Test
    void preservesDecimalDigits() {
        assertThat(fields(Map.of("n", 0.7)).number("n")).isEqualTo(new BigDecimal("0.7"));
    }

    private static void assertProblem(
            Map<String, Object> members, Consumer<JsonReader> read, String type, Object... location) {
        JsonReader fields = fields(members);
        read.accept(fields);
        HttpErrorException refusal = catchThrowableOfType(HttpErrorException.class, fields::throwIfInvalid);
        assertThat(refusal.status()).isEqualTo(422);
        assertThat((List<?>) refusal.body().get("detail")).singleElement().satisfies(problem -> {
            assertThat(((Map<?, ?>) problem).keySet().toString()).isEqualTo("[type, loc, msg, input]");
            assertThat(((Map<?, ?>) problem).get("type")).isEqualTo(type);
            assertThat(((Map<?, ?>) problem).get("loc")).isEqualTo(List.of(location));
        });
    }

    private static JsonReader fields(Map<String, Object> members) {
        return JsonReader.of(members, "body");
    }
}
