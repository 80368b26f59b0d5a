package dev.parlando.offline;

import dev.parlando.offline.json.HttpErrorException;
import dev.parlando.offline.json.Json;
import dev.parlando.offline.script.AnswerContent;
import dev.parlando.offline.script.AnswerPlan;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/**
 * A refusal of the service with its status and its body, for {@link SpeechAnswer#refusal}. The bodies follow the
 * service's documentation and responses as observed in 2026.
 */
public enum ServiceRefusal {
    /** 401 {@code invalid_api_key}. */
    INVALID_API_KEY(401, "authentication_error", "unauthorized", "invalid_api_key", "Invalid API key"),
    /** 401 {@code quota_exceeded}, in the older form of the service. */
    QUOTA_EXCEEDED(() -> HttpErrorException.legacy(
            401, "quota_exceeded", "This request exceeds your quota. You have 0 credits left.")),
    /** 402 {@code insufficient_credits}. */
    INSUFFICIENT_CREDITS(402, "payment_required", "insufficient_credits", "The account has not enough credits."),
    /** 402 {@code paid_plan_required}. */
    PAID_PLAN_REQUIRED(402, "payment_required", "paid_plan_required", "This voice needs a paid plan."),
    /** 403 {@code voice_access_denied}. */
    VOICE_ACCESS_DENIED(403, "authorization_error", "voice_access_denied", "The account may not use this voice."),
    /** 403 {@code output_format_not_allowed}. */
    FORMAT_NOT_ALLOWED(
            403,
            "authorization_error",
            "subscription_required",
            "output_format_not_allowed",
            "The output format is not part of the plan."),
    /** 404 {@code voice_not_found}. */
    VOICE_NOT_FOUND(404, "not_found", "voice_not_found", "The voice was not found."),
    /** 422 with a list of schema violations. */
    UNPROCESSABLE(() -> HttpErrorException.validationFailure(List.of(violation()))),
    /** 429 {@code concurrent_limit_exceeded}. */
    CONCURRENT_LIMIT(
            429,
            "rate_limit_error",
            "concurrent_limit_exceeded",
            "too_many_concurrent_requests",
            "Too many concurrent requests."),
    /** 429 {@code rate_limit_exceeded}. */
    RATE_LIMIT(429, "rate_limit_error", "rate_limit_exceeded", "Too many requests in a short time."),
    /** 429 {@code system_busy}. */
    SYSTEM_BUSY(429, "rate_limit_error", "system_busy", "The system is busy, please try again later."),
    /** 500 {@code internal_error}. */
    INTERNAL_ERROR(500, "internal_error", "internal_error", "An unexpected error occurred."),
    /** 502 with the HTML page of a gateway. */
    BAD_GATEWAY(502),
    /** 503 {@code service_unavailable}. */
    SERVICE_UNAVAILABLE(503, "service_unavailable", "service_unavailable", "The service is not available.");

    private static final byte[] GATEWAY_PAGE =
            "<html><head><title>Bad Gateway</title></head><body></body></html>".getBytes(StandardCharsets.US_ASCII);

    @SuppressWarnings("ImmutableEnumChecker") // The suppliers have no state.
    private final Supplier<AnswerPlan> plan;

    ServiceRefusal(int status, String type, String code, String message) {
        this(status, type, code, code, message);
    }

    ServiceRefusal(int status, String type, String code, String statusName, String message) {
        this(() -> HttpErrorException.of(status, type, code, statusName, message, null));
    }

    ServiceRefusal(Supplier<HttpErrorException> error) {
        plan = () -> json(error.get());
    }

    ServiceRefusal(int status) {
        plan = () -> page(status);
    }

    private static AnswerPlan page(int status) {
        return AnswerPlan.of(
                new AnswerContent.Body(GATEWAY_PAGE), status, Map.of("content-type", "text/html; charset=utf-8"));
    }

    private static AnswerPlan json(HttpErrorException error) {
        return AnswerPlan.of(
                new AnswerContent.Body(Json.write(error.body())),
                error.status(),
                Map.of("content-type", "application/json"));
    }

    private static Map<String, Object> violation() {
        Map<String, Object> problem = new LinkedHashMap<>();
        problem.put("type", "missing");
        problem.put("loc", List.of("body", "text"));
        problem.put("msg", "Field required");
        return problem;
    }

    AnswerPlan plan() {
        return plan.get();
    }
}
