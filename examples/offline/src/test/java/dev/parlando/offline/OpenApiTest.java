package dev.parlando.offline;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

/** Verifies that the response validation finds errors. */
class OpenApiTest {
    private static final String SETTINGS = "/v1/voices/settings/default";
    private static final String KEYS = "/v1/service-accounts/a/api-keys";

    private final OpenApi api = new OpenApi();

    @Test
    void acceptsValidResponses() {
        assertThat(problems("GET", SETTINGS, "{\"stability\":0.5,\"speed\":null}"))
                .isEmpty();
        assertThat(problems("GET", KEYS, "{\"api-keys\":[]}")).isEmpty();
        assertThat(api.operation("GET", SETTINGS)).isEqualTo("get " + SETTINGS);
        assertThat(api.operations()).contains("get " + SETTINGS).hasSizeGreaterThan(25);
    }

    @Test
    void reportsInvalidResponses() {
        assertThat(problems("GET", SETTINGS, "{\"stability\":1.5}")).isNotEmpty();
        assertThat(problems("GET", SETTINGS, "{\"stabilty\":0.5}")).hasSize(1);
        assertThat(problems("GET", SETTINGS, "[")).hasSize(1);
        assertThat(problems("GET", KEYS, "{}")).hasSize(1);
        assertThat(problems("GET", KEYS, "{\"api-keys\":[{\"name\":\"a\"}]}")).isNotEmpty();
        assertThat(api.problems("GET", KEYS, 204, new byte[0])).hasSize(1);
    }

    private List<String> problems(String method, String path, String body) {
        return api.problems(method, path, 200, body.getBytes(UTF_8));
    }
}
