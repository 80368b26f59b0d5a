package dev.parlando.command.openai;

import dev.parlando.command.console.RowPrinter;
import dev.parlando.error.CapacityException;
import dev.parlando.error.ErrorCategory;
import dev.parlando.error.InvalidRequestException;
import dev.parlando.error.ParlandoException;
import dev.parlando.error.RequestRejectedException;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An error response in the form of OpenAI's API.
 *
 * @param status the HTTP status
 * @param type the kind of error, such as {@code invalid_request_error}
 * @param param the member that is wrong, or null
 * @param message the failure and its remedy
 */
record OpenAiError(int status, String type, @Nullable String param, String message) {
    private static final String INVALID_REQUEST = "invalid_request_error";

    static OpenAiError invalidRequest(int status, String message) {
        return new OpenAiError(status, INVALID_REQUEST, null, message);
    }

    static OpenAiError tooManyRequests(String message) {
        return new OpenAiError(429, "rate_limit_error", null, message);
    }

    /** Returns the response for a failure of the engine. Faults of this server's own account count as its own. */
    static OpenAiError of(ParlandoException failure) {
        String message = String.valueOf(failure.getMessage());
        if (failure instanceof InvalidRequestException invalid) {
            return new OpenAiError(400, INVALID_REQUEST, invalid.option(), message);
        }
        if (failure instanceof CapacityException) {
            return tooManyRequests(message);
        }
        if (failure.category() == ErrorCategory.REJECTED
                && failure instanceof RequestRejectedException rejected
                && isFaultOfRequest(rejected.error().httpStatus())) {
            return invalidRequest(400, message);
        }
        return new OpenAiError(failure.category() == ErrorCategory.CLOSED ? 503 : 502, "server_error", null, message);
    }

    private static boolean isFaultOfRequest(int serviceStatus) {
        return serviceStatus == 400 || serviceStatus == 404 || serviceStatus == 422;
    }

    String toJson() {
        Map<String, @Nullable Object> error = new LinkedHashMap<>();
        error.put("message", message);
        error.put("type", type);
        error.put("param", param);
        error.put("code", null);
        return RowPrinter.toJson(Map.of("error", error));
    }
}
