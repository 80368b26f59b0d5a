package dev.parlando.internal.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JsonFactoriesTest {
    private static void readAll(JsonFactory factory, String text) throws Exception {
        try (JsonParser json = factory.createParser(text.getBytes(StandardCharsets.UTF_8))) {
            while (json.nextToken() != null) {
                json.getText();
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"sk_0123456789abcdef", "{\"key\": sk_0123456789abcdef", "{\"sk_0123456789abcdef\" 1}"})
    void repeatsNoContentInErrors(String text) {
        assertThat(catchThrowable(() -> readAll(JsonFactories.create(), text)))
                .isNotNull()
                .message()
                .doesNotContain("0123456789");
    }
}
