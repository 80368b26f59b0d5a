package dev.parlando.internal.json;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parlando.credentials.ApiKey;
import dev.parlando.error.ServiceError;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Tests of all known shapes of error responses, from the service and from the proxies in front of it. */
class ErrorJsonTest {
    private static final String SECRET = "sk_0123456789abcdef";

    private static ServiceError read(String body) {
        return ErrorJson.read(400, body.getBytes(StandardCharsets.UTF_8), ApiKey.of(SECRET), null);
    }

    private static ServiceError onlyMessage(String message) {
        return new ServiceError(400, null, null, null, message, null, null, null);
    }

    private static String messageOf(String body) {
        return Objects.requireNonNull(read(body).message());
    }

    @Test
    void readsCurrentErrorFormat() {
        ServiceError error = read(
                """
                {"detail": {"type": "not_found", "code": "voice_not_found", "status": "voice_missing",
                            "message": "A voice with voice_id 'x' was not found.", "request_id": "f791", "param": "voice_id"}}
                """);
        assertThat(error)
                .isEqualTo(new ServiceError(
                        400,
                        "not_found",
                        "voice_not_found",
                        "voice_missing",
                        "A voice with voice_id 'x' was not found.",
                        "voice_id",
                        "f791",
                        null));
        assertThat(error.hasReason("voice_not_found")).isTrue();
        assertThat(error.hasReason("voice_missing")).isTrue();
        assertThat(error.hasReason("not_found")).isFalse();
    }

    @Test
    void readsOlderErrorFormat() {
        assertThat(read("{\"detail\":{\"status\":\"model_not_found\",\"message\":\"no such model\",\"param\":null}}"))
                .isEqualTo(new ServiceError(400, null, null, "model_not_found", "no such model", null, null, null));
    }

    @Test
    void readsViolationsWithoutInputText() {
        ServiceError error = read(
                """
                {"detail": [
                  {"type": "missing", "loc": ["body", "text"], "msg": "Field required", "input": "private words"},
                  {"type": "int", "loc": ["body", "list", 0], "msg": "not a number", "input": {"text": "private words"}}
                ]}
                """);
        assertThat(error).isEqualTo(onlyMessage("body.text: Field required; body.list.0: not a number"));
    }

    @Test
    void readsErrorMessageString() {
        assertThat(read("{\"detail\":\"Not Found\"}")).isEqualTo(onlyMessage("Not Found"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "<html><body>502 Bad Gateway</body></html>",
                "{\"detail\":",
                "null",
                "[]",
                "\"detail\"",
                "{}",
                "{\"error\":\"other\"}",
                "{\"detail\":null}",
                "{\"detail\":\"\"}",
                "{\"detail\":[]}",
                "{\"detail\":{}}"
            })
    void returnsOnlyStatusForUninformativeBody(String body) {
        assertThat(read(body)).isEqualTo(new ServiceError(400, null, null, null, null, null, null, null));
    }

    @Test
    void toleratesTruncatedBody() {
        byte[] cut = new byte[64 * 1024];
        Arrays.fill(cut, (byte) 'x');
        byte[] start = "{\"detail\":\"".getBytes(StandardCharsets.UTF_8);
        System.arraycopy(start, 0, cut, 0, start.length);
        assertThat(ErrorJson.read(502, cut, null, null))
                .isEqualTo(new ServiceError(502, null, null, null, null, null, null, null));
    }

    @Test
    void toleratesUnboundedNesting() {
        assertThat(read("{\"detail\":" + "[".repeat(60_000)))
                .extracting(ServiceError::message)
                .isNull();
    }

    @Test
    void shortensLongMessageToOneLine() {
        String message = messageOf("{\"detail\":\"first\\r\\n\\tsecond " + "x".repeat(60_000) + "\"}");
        assertThat(message).startsWith("first second xxx").endsWith("x…").hasSize(501);
        assertThat(messageOf("{\"detail\":\"\\u001b[31m red\\u0000\"}")).isEqualTo("[31m red");
    }

    @Test
    void shortensOtherFieldsToOneLine() {
        String value = "a\\nb" + "c".repeat(2_000);
        ServiceError error = read(
                "{\"detail\":{\"type\":\"%1$s\",\"code\":\"%1$s\",\"status\":\"%1$s\",\"param\":\"%1$s\",\"request_id\":\"%1$s\"}}"
                        .formatted(value));
        assertThat(new String[] {error.type(), error.code(), error.status(), error.parameter(), error.requestId()})
                .allSatisfy(field -> assertThat(field).startsWith("a bc").hasSize(501));
    }

    @Test
    void redactsKeyInEveryField() {
        ServiceError error = read(
                "{\"detail\":{\"type\":\"%1$s\",\"code\":\"%1$s\",\"status\":\"%1$s\",\"message\":\"key %1$s\",\"param\":\"%1$s\",\"request_id\":\"%1$s\"}}"
                        .formatted(SECRET));
        assertThat(error.toString()).doesNotContain("0123456789").contains("message=key [redacted]");
        assertThat(read("{\"detail\":\"" + SECRET + "\"}")).isEqualTo(onlyMessage("[redacted]"));
        assertThat(read("{\"detail\":[{\"loc\":[\"header\"],\"msg\":\"bad " + SECRET + "\"}]}"))
                .isEqualTo(onlyMessage("header: bad [redacted]"));
    }

    @Test
    void redactsKeyBeforeShortening() {
        assertThat(messageOf("{\"detail\":\"" + "x".repeat(490) + SECRET + "\"}"))
                .doesNotContain("sk_");
    }

    @Test
    void redactsKeyEscapedInJson() {
        assertThat(messageOf("{\"detail\":\"\\u0073k_0123456789abcdef\"}")).isEqualTo("[redacted]");
    }
}
