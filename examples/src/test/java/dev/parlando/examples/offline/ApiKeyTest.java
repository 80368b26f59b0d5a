package dev.parlando.examples.offline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.parlando.error.InvalidRequestException;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ApiKeyTest {
    private final ApiKey key = new ApiKey("sk_secret");

    @Test
    void acceptsItselfOnly() {
        key.check("sk_secret");
        assertThat(detail("sk_secreT"))
                .containsEntry("code", "unauthorized")
                .containsEntry("status", "invalid_api_key");
        assertThat(detail("sk_secret ")).containsEntry("status", "invalid_api_key");
        assertThat(detail(null))
                .containsEntry("code", "missing_api_key")
                .containsEntry("status", "needs_authorization");
        assertThat(detail("")).containsEntry("status", "needs_authorization");
    }

    @Test
    void refusalHasTheCurrentShape() {
        assertThat(detail("x")).containsOnlyKeys("type", "code", "message", "status", "request_id", "param");
        assertThat(String.valueOf(detail("x").get("request_id"))).matches("[0-9a-f]{32}");
    }

    @Test
    void isNeverShown() {
        assertThat(key).hasToString("ApiKey[hidden]");
        assertThat(detail("x").toString()).doesNotContain("sk_secret");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "two words", "new\nline", "\u00fcmlaut"})
    void hasToFitIntoAHeader(String value) {
        assertThatThrownBy(() -> new ApiKey(value))
                .isInstanceOf(InvalidRequestException.class)
                .hasMessageStartingWith("api_key:");
    }

    @Test
    void randomKeysLookLikeKeysAndDiffer() {
        assertThat(Ids.apiKey()).matches("sk_[0-9a-f]{48}").isNotEqualTo(Ids.apiKey());
        assertThat(Ids.item()).matches("[A-Za-z0-9]{20}");
    }

    private Map<String, Object> detail(@Nullable String offered) {
        Refusal refusal = catchThrowableOfType(Refusal.class, () -> key.check(offered));
        assertThat(refusal.status()).isEqualTo(401);
        return JsonPath.detail(refusal);
    }
}
