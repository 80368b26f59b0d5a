package dev.parlando.offline.json;

import io.netty.handler.codec.http.DefaultHttpHeaders;
import io.netty.handler.codec.http.HttpHeaders;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Carries the answer to a request that cannot be served: an HTTP status, the {@code detail} of the
 * body, and headers if there are any.
 *
 * <p>The service has four shapes of {@code detail}; each has a factory here. It never leaves the package.
 */
public final class HttpErrorException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final int status;
    private final transient Object detail;
    private final transient HttpHeaders headers = new DefaultHttpHeaders();

    private HttpErrorException(int status, Object detail) {
        super("HTTP " + status, null, false, false);
        this.status = status;
        this.detail = detail;
    }

    public int status() {
        return status;
    }

    public Map<String, Object> body() {
        return Map.of("detail", detail);
    }

    public HttpHeaders headers() {
        return headers;
    }

    /** Adds a header to the answer and returns the same refusal. */
    public HttpErrorException withHeader(CharSequence header, Object value) {
        headers.set(header, value);
        return this;
    }

    /** The current shape: an object that says everything, with the id to quote to support. */
    public static HttpErrorException of(
            int status, String type, String code, String statusName, String message, @Nullable String param) {
        Map<String, @Nullable Object> detail = new LinkedHashMap<>();
        detail.put("type", type);
        detail.put("code", code);
        detail.put("message", message);
        detail.put("status", statusName);
        detail.put("request_id", RandomIds.traceId());
        detail.put("param", param);
        return new HttpErrorException(status, detail);
    }

    /** The current shape for a value that is wrong. */
    public static HttpErrorException invalid(String code, String statusName, String message, @Nullable String param) {
        return of(400, "validation_error", code, statusName, message, param);
    }

    /** The older shape: an object with a status and a message only. */
    public static HttpErrorException legacy(int status, String statusName, String message) {
        return new HttpErrorException(status, Map.of("status", statusName, "message", message));
    }

    /** A list of what does not fit the schema. */
    static HttpErrorException validationFailure(List<?> problems) {
        return new HttpErrorException(422, List.copyOf(problems));
    }

    /** A bare sentence, as the service's router gives. */
    public static HttpErrorException message(int status, String text) {
        return new HttpErrorException(status, text);
    }
}
