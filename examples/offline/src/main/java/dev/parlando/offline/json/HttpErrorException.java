package dev.parlando.offline.json;

import io.netty.handler.codec.http.DefaultHttpHeaders;
import io.netty.handler.codec.http.HttpHeaders;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The error response to a request that cannot be served: an HTTP status, the {@code detail} of the body, and optional
 * headers.
 *
 * <p>The service has four formats of {@code detail}; each has a factory method here. The exception never leaves the
 * package.
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

    /** Adds a response header and returns this object. */
    public HttpErrorException withHeader(CharSequence header, Object value) {
        headers.set(header, value);
        return this;
    }

    /** Returns an error in the current format: an object with all details and a request id for support. */
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

    /** Returns an error in the current format for an invalid value. */
    public static HttpErrorException invalid(String code, String statusName, String message, @Nullable String param) {
        return of(400, "validation_error", code, statusName, message, param);
    }

    /** Returns an error in the older format: an object with a status and a message only. */
    public static HttpErrorException legacy(int status, String statusName, String message) {
        return new HttpErrorException(status, Map.of("status", statusName, "message", message));
    }

    /** Returns an error with a list of schema validation errors. */
    public static HttpErrorException validationFailure(List<?> problems) {
        return new HttpErrorException(422, List.copyOf(problems));
    }

    /** Returns an error with a plain sentence, as the service's router sends it. */
    public static HttpErrorException message(int status, String text) {
        return new HttpErrorException(status, text);
    }
}
