package dev.parlando.internal.json;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parlando.credentials.ApiKey;
import dev.parlando.error.AuthenticationException;
import dev.parlando.error.CapacityException;
import dev.parlando.error.ErrorCategory;
import dev.parlando.error.ParlandoException;
import dev.parlando.error.RequestRejectedException;
import dev.parlando.error.ServiceError;
import dev.parlando.error.UnexpectedResponseException;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ServiceErrorMapperTest {
    private static final String SECRET = "sk_0123456789abcdef";

    private static ParlandoException read(int httpStatus, String body) {
        return ServiceErrorMapper.toException(
                httpStatus, body.getBytes(StandardCharsets.UTF_8), ApiKey.of(SECRET), null);
    }

    private static ParlandoException refused(int httpStatus, @Nullable String code, @Nullable String status) {
        return read(
                httpStatus,
                "{\"detail\":{\"code\":" + json(code) + ",\"status\":" + json(status) + ",\"message\":\"m\"}}");
    }

    private static String json(@Nullable String value) {
        return value == null ? "null" : '"' + value + '"';
    }

    /** Observed errors of the service; an empty column is an absent field. */
    @ParameterizedTest
    @CsvSource({
        "400, invalid_api_key, invalid_api_key, AUTHENTICATION, false",
        "401, unauthorized, invalid_api_key, AUTHENTICATION, false",
        "401, , needs_authorization, AUTHENTICATION, false",
        "401, missing_api_key, , AUTHENTICATION, false",
        "401, unauthorized, missing_permissions, AUTHENTICATION, false",
        "401, , , AUTHENTICATION, false",
        "401, , quota_exceeded, REJECTED, false",
        "402, insufficient_credits, , REJECTED, false",
        "402, paid_plan_required, , REJECTED, false",
        "401, , detected_unusual_activity, REJECTED, false",
        "400, text_too_long, max_character_limit_exceeded, REJECTED, false",
        "400, invalid_parameters, input_text_empty, REJECTED, false",
        "400, , invalid_voice_settings, REJECTED, false",
        "400, , model_not_found, REJECTED, false",
        "400, unsupported_model, , REJECTED, false",
        "400, language_text_normalization_not_supported, , REJECTED, false",
        "400, , invalid_uid, REJECTED, false",
        "403, , invalid_output_format, REJECTED, false",
        "403, subscription_required, output_format_not_allowed, REJECTED, false",
        "403, insufficient_permissions, , REJECTED, false",
        "403, , only_for_creator+, REJECTED, false",
        "403, , , REJECTED, false",
        "404, voice_not_found, voice_not_found, REJECTED, false",
        "404, pronunciation_dictionary_not_found, , REJECTED, false",
        "408, , , REJECTED, true",
        "409, already_running, , REJECTED, true",
        "413, request_too_large, , REJECTED, false",
        "422, , , REJECTED, false",
        "429, rate_limit_exceeded, , CAPACITY, true",
        "429, concurrent_limit_exceeded, , CAPACITY, true",
        "429, , too_many_concurrent_requests, CAPACITY, true",
        "429, system_busy, , CAPACITY, true",
        "503, , system_busy, CAPACITY, true",
        "500, internal_error, , REJECTED, true",
        "502, , , REJECTED, true",
        "503, service_unavailable, , REJECTED, true",
        "504, , , REJECTED, true",
        "302, , , REJECTED, false",
    })
    void classifiesErrorsByReasonThenStatus(
            int httpStatus, @Nullable String code, @Nullable String status, ErrorCategory category, boolean retryable) {
        ParlandoException error = refused(httpStatus, code, status);
        assertThat(error.category()).isEqualTo(category);
        assertThat(error.retryable()).isEqualTo(retryable);
        assertThat(error.bytesDelivered()).isZero();
        ServiceError said = saidBy(error);
        assertThat(said.httpStatus()).isEqualTo(httpStatus);
        assertThat(said.code()).isEqualTo(code);
        assertThat(said.status()).isEqualTo(status);
    }

    private static ServiceError saidBy(ParlandoException error) {
        if (error instanceof CapacityException capacity) {
            return Objects.requireNonNull(capacity.error());
        }
        return ((RequestRejectedException) error).error();
    }

    @Test
    void createsExceptionTypeForEachCategory() {
        assertThat(refused(401, null, "invalid_api_key")).isExactlyInstanceOf(AuthenticationException.class);
        assertThat(refused(429, null, null)).isExactlyInstanceOf(CapacityException.class);
        assertThat(refused(404, null, null)).isExactlyInstanceOf(RequestRejectedException.class);
    }

    @Test
    void describesErrorAndRemedy() {
        ParlandoException error = read(
                404,
                """
                {"detail": {"code": "voice_not_found", "message": "No voice 'x'.", "request_id": "f791"}}
                """);
        assertThat(error)
                .hasMessage("the service answered 404 voice_not_found: No voice 'x'; list the voices and use an id from"
                        + " there (request f791)");
    }

    @ParameterizedTest
    @CsvSource({
        "401, invalid_api_key, ELEVENLABS_API_KEY",
        "401, missing_permissions, permission",
        "401, quota_exceeded, credits",
        "402, insufficient_credits, credits",
        "402, paid_plan_required, plan",
        "401, detected_unusual_activity, support",
        "400, max_character_limit_exceeded, split the text",
        "400, model_not_found, list the models",
        "403, output_format_not_allowed, mp3_44100_128",
        "429, rate_limit_exceeded, try again later",
        "503, maintenance, try again later",
    })
    void givesAdviceByReason(int httpStatus, String status, String advice) {
        assertThat(refused(httpStatus, null, status)).hasMessageContaining("; ").hasMessageContaining(advice);
    }

    @ParameterizedTest
    @ValueSource(strings = {"quota_exceeded", "detected_unusual_activity"})
    void doesNotSuggestKeyCheckForAccountErrors(String status) {
        assertThat(refused(401, null, status).getMessage()).doesNotContain("check the key");
    }

    @Test
    void reportsStatusForUninformativeBody() {
        assertThat(read(502, "<html></html>")).hasMessage("the service answered 502");
        assertThat(read(404, "")).hasMessage("the service answered 404; check the base URL and the id");
    }

    @Test
    void reportsMessageOfEveryBody() {
        assertThat(read(502, "<html>Bad Gateway</html>")).hasMessage("the service answered 502: Bad Gateway");
        assertThat(read(500, "{\"status\":\"internal_server_error\",\"message\":\"it failed.\"}"))
                .hasMessage("the service answered 500 internal_server_error: it failed");
        assertThat(read(400, "{\"error\":\"quota_exceeded\"}"))
                .hasMessageStartingWith("the service answered 400 quota_exceeded; add credits");
    }

    @Test
    void describesErrorWithinResponse() {
        ServiceError error = new ServiceError(200, null, "1008", "quota_exceeded", "it is used up", null, "r1", null);
        UnexpectedResponseException exception = ServiceErrorMapper.toStreamError("line 2 is an error", error, 960);
        assertThat(exception)
                .hasMessage(
                        "line 2 is an error: quota_exceeded: it is used up; add credits to the account or wait until"
                                + " they are renewed (request r1)");
        assertThat(exception.error()).isSameAs(error);
        assertThat(exception.requestId()).isEqualTo("r1");
        assertThat(exception.bytesDelivered()).isEqualTo(960);
    }

    @Test
    void neverRepeatsTheKey() {
        ParlandoException error = read(
                400, "{\"detail\":{\"status\":\"invalid_api_key\",\"message\":\"the key " + SECRET + " is unknown\"}}");
        assertThat(error.getMessage()).contains("the key [redacted] is unknown").doesNotContain(SECRET);
        assertThat(saidBy(error).toString()).doesNotContain(SECRET);
    }

    @Test
    void mapsErrorWithoutKey() {
        byte[] body = "{\"detail\":\"Not Found\"}".getBytes(StandardCharsets.UTF_8);
        assertThat(ServiceErrorMapper.toException(404, body, null, null))
                .hasMessageStartingWith("the service answered 404: Not Found; ");
    }

    @Test
    void omitsInputTextFromViolation() {
        ParlandoException error = read(
                422, "{\"detail\":[{\"loc\":[\"body\",\"text\"],\"msg\":\"too long\",\"input\":\"private words\"}]}");
        assertThat(error).hasMessage("the service answered 422: body.text: too long");
    }
}
