package dev.parlando.offline.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JsonTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "[]",
                "null",
                "\"text\"",
                "{\"a\":[1,2.5,true,false,null,\"\u00e9\\n\"],\"b\":{\"c\":{}}}",
                "123456789012345678901234567890"
            })
    void writesParsedJsonUnchanged(String json) throws Exception {
        Map<String, @Nullable Object> wrapped = new LinkedHashMap<>();
        wrapped.put("v", Json.read(json.getBytes(StandardCharsets.UTF_8)));
        assertThat(new String(Json.write(wrapped), StandardCharsets.UTF_8)).isEqualTo("{\"v\":" + json + "}");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "{", "{\"a\"}", "[1,]", "{} {}", "nope", "{\"a\":1"})
    void rejectsInvalidJson(String text) {
        assertThatThrownBy(() -> Json.read(text.getBytes(StandardCharsets.UTF_8)))
                .isInstanceOf(JsonProcessingException.class);
    }

    @Test
    void rejectsDeepNesting() {
        assertThatThrownBy(() -> Json.read("[".repeat(100_000).getBytes(StandardCharsets.UTF_8)))
                .isInstanceOf(JsonProcessingException.class);
    }
}
