package dev.parlando.internal.json;

import com.fasterxml.jackson.databind.JsonNode;
import dev.parlando.error.ServiceError;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * A reader of error response bodies, in any form that the service and the gateways in front of it use. It reads JSON,
 * whole or cut off, plain text, HTML and XML. Stateless.
 */
final class ErrorJson {
    private ErrorJson() {}

    /** Reads the body and redacts the secrets that the body repeats. */
    static ServiceError read(int httpStatus, byte[] body, ErrorRedaction redaction, @Nullable Duration retryAfter) {
        JsonNode root = ResponseJson.parse(body);
        if (root.isContainerNode() || root.isTextual()) {
            return error(httpStatus, root, redaction, retryAfter);
        }
        String text = ErrorText.decode(body);
        if (isJson(text)) {
            return error(httpStatus, ErrorFields.ofTruncated(httpStatus, text), redaction, retryAfter);
        }
        String message = text.equals("null") ? null : ErrorText.page(text, redaction);
        return new ServiceError(httpStatus, null, null, null, message, null, null, retryAfter);
    }

    /** Reads an error that was parsed from JSON. */
    static ServiceError error(int httpStatus, JsonNode root, ErrorRedaction redaction, @Nullable Duration retryAfter) {
        return error(httpStatus, ErrorFields.of(httpStatus, root), redaction, retryAfter);
    }

    private static ServiceError error(
            int httpStatus, ErrorFields fields, ErrorRedaction redaction, @Nullable Duration retryAfter) {
        return new ServiceError(
                httpStatus,
                ErrorText.line(fields.type(), redaction),
                ErrorText.line(fields.code(), redaction),
                ErrorText.line(fields.status(), redaction),
                ErrorText.line(fields.message(), redaction),
                ErrorText.line(fields.parameter(), redaction),
                ErrorText.line(fields.requestId(), redaction),
                retryAfter);
    }

    /**
     * Returns whether a body that cannot be parsed is JSON that was cut off. Such a body is not repeated, since it may
     * contain the caller's text. A text such as {@code [error] no healthy upstream} is not JSON.
     */
    private static boolean isJson(String text) {
        if (!text.startsWith("{") && !text.startsWith("[")) {
            return false;
        }
        String content = text.substring(1).stripLeading();
        return content.isEmpty() || !Character.isLetter(content.charAt(0));
    }
}
