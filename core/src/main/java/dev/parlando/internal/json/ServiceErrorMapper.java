package dev.parlando.internal.json;

import static java.util.Map.entry;

import dev.parlando.credentials.ApiKey;
import dev.parlando.error.AuthenticationException;
import dev.parlando.error.CapacityException;
import dev.parlando.error.ParlandoException;
import dev.parlando.error.RequestRejectedException;
import dev.parlando.error.ServiceError;
import dev.parlando.error.UnexpectedResponseException;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A converter of error responses to exceptions with advice in their messages. Stateless.
 *
 * <p>Source: error codes of the ElevenLabs API as observed in 2026. The {@code code} and {@code status} take precedence
 * over the HTTP status, since the service responds to a wrong key with 400 as well as 401.
 */
public final class ServiceErrorMapper {
    private static final Set<String> KEY_ERRORS =
            Set.of("needs_authorization", "missing_api_key", "missing_permissions");
    private static final Set<String> CREDIT_ERRORS =
            Set.of("quota_exceeded", "insufficient_credits", "paid_plan_required", "detected_unusual_activity");
    private static final Map<String, String> ADVICE = Map.ofEntries(
            entry("invalid_api_key", "check the key in " + ApiKey.ENVIRONMENT_VARIABLE),
            entry("api_key_disabled", "enable the key again or use another one"),
            entry("exposed_publicly", "use another key, and find out how this one leaked"),
            entry("needs_authorization", "set the key in " + ApiKey.ENVIRONMENT_VARIABLE),
            entry("missing_api_key", "set the key in " + ApiKey.ENVIRONMENT_VARIABLE),
            entry("missing_permissions", "give the key that permission or use another key"),
            entry("quota_exceeded", "add credits to the account or wait until they are renewed"),
            entry("insufficient_credits", "add credits to the account or wait until they are renewed"),
            entry("paid_plan_required", "use another voice or model, or a plan that includes it"),
            entry("detected_unusual_activity", "ask the service's support to lift the block"),
            entry("voice_not_found", "list the voices and use an id from there"),
            entry("voice_id_does_not_exist", "list the voices and use an id from there"),
            entry("model_not_found", "list the models and use an id from there"),
            entry("max_character_limit_exceeded", "split the text into shorter requests"),
            entry("invalid_output_format", "use one of the formats it names"),
            entry("output_format_not_allowed", "use a format that the plan includes, such as mp3_44100_128"));

    private static final int SOCKET_STATUS = 400;
    private static final Map<String, Integer> SOCKET_STATUSES = Map.of(
            "invalid_api_key", 401,
            "authentication_required", 401,
            "unauthorized", 403,
            "quota_exceeded", 402,
            "voice_id_does_not_exist", 404,
            "input_timeout_exceeded", 408,
            "max_active_conversations", 429,
            "rate_limit_exceeded", 429,
            "system_busy", 503);

    private ServiceErrorMapper() {}

    /**
     * Reads the body and returns the error; the key is redacted if the body repeats it.
     *
     * @param retryAfter the delay that the service requests; null for none
     */
    public static ParlandoException toException(
            int httpStatus, byte[] body, @Nullable ApiKey key, @Nullable Duration retryAfter) {
        return toRefusal(httpStatus, body, ErrorRedaction.of(key), retryAfter);
    }

    /**
     * Reads the body, of which any part may be missing, and returns the error.
     *
     * @param redaction applied to all texts of the body
     * @param retryAfter the delay that the service requests; null for none
     */
    public static ParlandoException toRefusal(
            int httpStatus, byte[] body, ErrorRedaction redaction, @Nullable Duration retryAfter) {
        return classify(read(httpStatus, body, redaction, retryAfter), redaction.key());
    }

    private static ServiceError read(
            int httpStatus, byte[] body, ErrorRedaction redaction, @Nullable Duration retryAfter) {
        try {
            return ErrorJson.read(httpStatus, body, redaction, retryAfter);
        } catch (RuntimeException unforeseen) {
            // The body may be anything, and the status alone is an error. The exception message may quote the body, so
            // it is not repeated.
            return new ServiceError(httpStatus, null, null, null, null, null, null, retryAfter);
        }
    }

    /** Returns a description of the error in the body of a response that claims success; empty if there is none. */
    public static String describeBody(int httpStatus, byte[] body, ErrorRedaction redaction) {
        return reasonAndMessage(": ", read(httpStatus, body, redaction, null));
    }

    /**
     * Returns the exception for an error within a response that claims success.
     *
     * @param place the place of the error in the response, for the message
     * @param bytesDelivered bytes of audio before the error
     */
    public static UnexpectedResponseException toStreamError(String place, ServiceError error, long bytesDelivered) {
        return new UnexpectedResponseException(describe(place, ": ", error, null), bytesDelivered, error);
    }

    /**
     * Returns the error for an error message on a WebSocket, by the HTTP status that the service has for its reason.
     *
     * @param body the message in JSON
     */
    public static ParlandoException toSocketError(byte[] body, ErrorRedaction redaction) {
        ServiceError read = read(SOCKET_STATUS, body, redaction, null);
        ServiceError error = new ServiceError(
                socketStatus(read),
                read.type(),
                read.code(),
                read.status(),
                read.message(),
                read.parameter(),
                read.requestId(),
                null);
        return classify("the service closed the WebSocket", ": ", error, redaction.key());
    }

    private static int socketStatus(ServiceError error) {
        for (Map.Entry<String, Integer> status : SOCKET_STATUSES.entrySet()) {
            if (error.hasReason(status.getKey())) {
                return status.getValue();
            }
        }
        return SOCKET_STATUS;
    }

    private static ParlandoException classify(ServiceError error, @Nullable ApiKey key) {
        return classify("the service answered " + error.httpStatus(), " ", error, key);
    }

    private static ParlandoException classify(
            String start, String separator, ServiceError error, @Nullable ApiKey key) {
        int status = error.httpStatus();
        if (isKeyError(error)) {
            return new AuthenticationException(describe(start, separator, error, key), error);
        }
        String message = describe(start, separator, error, null);
        if (status == 429 || error.hasReason("system_busy")) {
            return new CapacityException(message, error);
        }
        return new RequestRejectedException(message, error, status == 408 || status == 409 || status >= 500);
    }

    private static boolean isKeyError(ServiceError error) {
        return error.rejectsKey()
                || KEY_ERRORS.stream().anyMatch(error::hasReason)
                || (error.httpStatus() == 401 && CREDIT_ERRORS.stream().noneMatch(error::hasReason));
    }

    private static String describe(String start, String separator, ServiceError error, @Nullable ApiKey key) {
        StringBuilder text = new StringBuilder(start).append(reasonAndMessage(separator, error));
        String advice = advice(error);
        if (advice != null) {
            text.append("; ").append(advice);
        }
        if (key != null) {
            text.append(" (key ").append(key.fingerprint()).append(')');
        }
        if (error.requestId() != null) {
            text.append(" (request ").append(error.requestId()).append(')');
        }
        return text.toString();
    }

    private static String reasonAndMessage(String separator, ServiceError error) {
        String reason = error.status() != null ? error.status() : error.code();
        String message = error.message();
        String start = reason == null ? "" : separator + reason;
        return message == null || message.equals(reason) ? start : start + ": " + message.replaceAll("\\.+$", "");
    }

    private static @Nullable String advice(ServiceError error) {
        for (Map.Entry<String, String> advice : ADVICE.entrySet()) {
            if (error.hasReason(advice.getKey())) {
                return advice.getValue();
            }
        }
        if (error.httpStatus() / 100 == 3) {
            return "redirects are not followed, so that the key goes nowhere else; correct the base URL";
        }
        return switch (error.httpStatus()) {
            case 401 -> "check the key in " + ApiKey.ENVIRONMENT_VARIABLE;
            case 404 -> "check the base URL and the id";
            case 429, 503 -> "try again later";
            default -> null;
        };
    }
}
