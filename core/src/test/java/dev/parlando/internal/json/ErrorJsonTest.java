package dev.parlando.internal.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeout;

import com.fasterxml.jackson.databind.JsonNode;
import dev.parlando.credentials.ApiKey;
import dev.parlando.error.ServiceError;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Tests of all known shapes of error responses, from the service and from the proxies in front of it. */
class ErrorJsonTest {
    private static final String SECRET = "sk_0123456789abcdef";

    private static ServiceError read(String body) {
        return ErrorJson.read(400, body.getBytes(StandardCharsets.UTF_8), ErrorRedaction.of(ApiKey.of(SECRET)), null);
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
                "{\"detail\":",
                "null",
                "[]",
                "\"\"",
                "<html><body></body></html>",
                "<script>alert(1)",
                "\u0000\u0001\u0002",
                "{\"detail\":[{\"loc\":[\"body\"],\"input\":\"private wor",
                "{}",
                "{\"error\":null}",
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
        ServiceError error = ErrorJson.read(502, cut, ErrorRedaction.BY_CONTEXT, null);
        assertThat(error.message()).hasSize(501).startsWith("xxx").endsWith("x…");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            nullValues = "-",
            value = {
                "{'status':'internal_server_error','message':'something failed'}|-|internal_server_error|something failed",
                "{'message':'the quota is used up','error':'quota_exceeded','code':1008}|1008|quota_exceeded|the quota is used up",
                "{'error':{'message':'too many','type':'rate_limit_error','code':'rate_limit'}}|rate_limit|-|too many",
                "{'type':'error','error':{'type':'overloaded_error','message':'Overloaded'}}|-|-|Overloaded",
                "{'error':'quota_exceeded'}|-|quota_exceeded|quota_exceeded",
                "{'error':'no such voice'}|-|-|no such voice",
                "{'error':'invalid_token','error_description':'it expired'}|-|invalid_token|it expired",
                "{'error':'Bad Request','message':'no text','statusCode':400}|-|-|no text",
                "{'timestamp':1,'status':400,'error':'Bad Request','path':'/v1'}|-|-|Bad Request",
                "{'message':'no model eleven_v9'}|-|-|no model eleven_v9",
                "{'Message':'explicit deny in a policy'}|-|-|explicit deny in a policy",
                "{'__type':'AccessDenied','Message':'denied'}|AccessDenied|-|denied",
                "{'success':false,'errors':[{'code':10000,'message':'Authentication error'}]}|10000|-|Authentication error",
                "{'message':'Validation Failed','errors':['a is bad','b is bad']}|-|-|Validation Failed: a is bad; b is bad",
                "{'title':'Not Found','status':400,'detail':'no such voice'}|-|-|Not Found: no such voice",
                "{'fault':{'faultstring':'Rate limit','detail':{'errorcode':'x'}}}|x|-|Rate limit",
                "{'detail':{'error':{'code':'deep','message':'inside'}}}|deep|-|inside",
                "{'error':{'code':400,'message':'same as the status'}}|-|-|same as the status",
                "[{'error':{'code':429,'message':'quota','status':'RESOURCE_EXHAUSTED'}}]|429|RESOURCE_EXHAUSTED|quota",
                "[{'loc':['body','text'],'msg':'field required','type':'value_error.missing'}]|-|-|body.text: field required",
                "['first','second']|-|-|first; second",
                "'a bare string'|-|-|a bare string",
                "upstream connect error, reset reason: timeout|-|-|upstream connect error, reset reason: timeout",
                "503 no healthy upstream|-|-|503 no healthy upstream",
                "[error] no healthy upstream|-|-|[error] no healthy upstream",
            })
    void readsCodesAndMessageOfEveryShape(String body, @Nullable String code, @Nullable String status, String message) {
        ServiceError error = read(body.replace('\'', '"'));
        assertThat(error.code()).isEqualTo(code);
        assertThat(error.status()).isEqualTo(status);
        assertThat(error.message()).isEqualTo(message);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "<html><body><h1>502 Bad Gateway</h1></body></html>|502 Bad Gateway",
                "<html><head><title>502 Bad Gateway</title></head><body><h1>502 Bad Gateway</h1><hr>nginx</body></html>|502 Bad Gateway nginx",
                "<!DOCTYPE html><TITLE>Access denied</TITLE><style>b{x}</style><p>Ray&nbsp;ID 7|Access denied: Ray ID 7",
                "<html><title>Only a title</title>|Only a title",
                "<html><!-- hidden --><script>alert(1)</script><b>seen</b|seen",
                "<?xml version='1.0'?><Error><Code>AccessDenied</Code><Message>no access</Message></Error>|AccessDenied no access",
                "{\"message\":\"<b>bold</b> and <script>x()</script>plain\"}|bold and plain",
                "{\"message\":\"<break time=\\\"9s\\\"/> is too long\"}|<break time=\"9s\"/> is too long",
                "{\"message\":\"\\u009b31m\\u202ered\\ud800\"}|31m red",
            })
    void removesMarkupAndControlCharacters(String body, String message) {
        assertThat(messageOf(body)).isEqualTo(message);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            nullValues = "-",
            value = {
                "{\"detail\":{\"status\":\"quota_exceeded\",\"message\":\"You have exc|quota_exceeded|You have exc",
                "{\"detail\":{\"status\":\"quota_exceeded\",|quota_exceeded|-",
                "{\"error\":{\"message\":\"a\\u00|-|a",
                "{\"detail\":[{\"msg\":\"Field required\",\"input\":\"private wor|-|Field required",
                "{\"detail\":\"Not Fou|-|Not Fou",
                "\"upstream conn|-|\"upstream conn",
            })
    void readsFieldsThatArrivedBeforeTheCut(String body, @Nullable String status, @Nullable String message) {
        ServiceError error = read(body);
        assertThat(error.status()).isEqualTo(status);
        assertThat(error.message()).isEqualTo(message);
    }

    private static List<byte[]> collectedBodies() throws IOException {
        try (InputStream file = Objects.requireNonNull(ErrorJsonTest.class.getResourceAsStream("error-bodies.json"))) {
            List<byte[]> bodies = new ArrayList<>();
            for (JsonNode pair : ResponseJson.parse(file.readAllBytes())) {
                // A text stands for a body that is not JSON.
                String body = pair.get(1).isTextual()
                        ? pair.get(1).textValue()
                        : pair.get(1).toString();
                bodies.add(body.getBytes(StandardCharsets.UTF_8));
            }
            return bodies;
        }
    }

    @Test
    void readsMessageOfEveryCollectedBody() throws IOException {
        assertThat(collectedBodies())
                .extracting(body -> ErrorJson.read(418, body, ErrorRedaction.BY_CONTEXT, null)
                        .message())
                .containsExactly(
                        "something failed inside",
                        "too many requests for this model",
                        "voice must be one of a, b",
                        "there is no model eleven_v9",
                        "not authorized for this resource",
                        "explicit deny in a policy",
                        "body.text: field required",
                        "upstream connect error, reset reason: connection timeout",
                        "502 Bad Gateway",
                        "a plain sentence");
    }

    /** Cuts and damages each body at random, since gateways and broken connections do. */
    @Property(tries = 500)
    void boundsMessageOfDamagedBodies(@ForAll long seed) throws IOException {
        Random random = new Random(seed);
        List<byte[]> bodies = collectedBodies();
        bodies.add(("{\"detail\":{\"message\":\"key " + SECRET + " " + "\\u00e9<b>x</b>".repeat(300) + "\"}}")
                .getBytes(StandardCharsets.UTF_8));
        for (byte[] body : bodies) {
            byte[] cut = Arrays.copyOf(body, random.nextInt(body.length + 1));
            for (int i = random.nextInt(4); i > 0 && cut.length > 0; i--) {
                cut[random.nextInt(cut.length)] = (byte) random.nextInt();
            }
            ServiceError error = ErrorJson.read(500, cut, ErrorRedaction.of(ApiKey.of(SECRET)), null);
            for (String field : new String[] {error.message(), error.code(), error.status(), error.type()}) {
                if (field != null) {
                    assertThat(field).isNotBlank().hasSizeLessThanOrEqualTo(501);
                    assertThat(field).doesNotContainPattern("[\\p{Cc}\\p{Cf}\\p{Cs}]|<html|<b>|<h1>");
                }
            }
        }
    }

    @Test
    void redactsKeyThatIsCutOff() {
        for (int length = 6; length < SECRET.length(); length++) {
            assertThat(messageOf("{\"message\":\"bad key " + SECRET.substring(0, length)))
                    .isEqualTo("bad key [redacted]");
            assertThat(messageOf("bad key " + SECRET.substring(0, length))).isEqualTo("bad key [redacted]");
        }
    }

    @Test
    void redactsForeignSecretsByName() {
        assertThat(messageOf("bad header xi-api-key: 0123456789abcdef0123456789abcdef"))
                .isEqualTo("bad header xi-api-key: [redacted]");
    }

    @Test
    void readsHugeBodyInBoundedTime() {
        String[] parts = {"<", "<!--", "<script", "<title", "\"message\":\"", "\\\"", "[", "&", " "};
        assertTimeout(Duration.ofSeconds(10), () -> {
            for (String part : parts) {
                read(part.repeat(200_000 / part.length()));
                read("{\"message\":\"" + part.repeat(200_000 / part.length()));
            }
        });
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
