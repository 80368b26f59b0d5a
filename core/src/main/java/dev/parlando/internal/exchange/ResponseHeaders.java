package dev.parlando.internal.exchange;

import dev.parlando.credentials.ApiKey;
import dev.parlando.internal.limiter.ConcurrencyReport;
import dev.parlando.speech.SpeechResponse;
import io.netty.handler.codec.http2.Http2Headers;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** A parser of response headers. Stateless. */
public final class ResponseHeaders {
    private static final int OK = 200;
    private static final int REDIRECTION = 300;
    /** Media types of JSON and of sequences of JSON objects. */
    private static final Pattern JSON_TYPE = Pattern.compile("application/(x-)?(nd)?json(l|lines)?\\s*(;|$)");

    private static final DateTimeFormatter HTTP_DATE = DateTimeFormatter.RFC_1123_DATE_TIME;

    private ResponseHeaders() {}

    public static int status(Http2Headers headers) {
        Integer status = number(headers, ":status");
        return status == null ? 0 : status;
    }

    /** Returns whether a status means success. */
    public static boolean isSuccess(int status) {
        return status >= OK && status < REDIRECTION;
    }

    /** Returns whether the headers announce audio in the requested form, bare or in JSON. */
    public static boolean isAudio(Http2Headers headers, boolean timestamps) {
        return status(headers) == OK && mayBeAudio(headers, timestamps) && contentEncoding(headers) == null;
    }

    /** Returns whether the body is JSON according to its content type. */
    public static boolean isJson(Http2Headers headers) {
        String type = text(headers, "content-type");
        return type != null && JSON_TYPE.matcher(type.toLowerCase(Locale.ROOT)).lookingAt();
    }

    /** Returns the content encoding of the body, such as gzip; null if there is none. */
    public static @Nullable String contentEncoding(Http2Headers headers) {
        String encoding = text(headers, "content-encoding");
        return encoding == null || encoding.equalsIgnoreCase("identity") ? null : encoding;
    }

    /** Returns the delay of the Retry-After header (RFC 9110, section 10.2.3); null if it is absent or invalid. */
    public static @Nullable Duration retryAfter(Http2Headers headers) {
        String value = text(headers, "retry-after");
        if (value == null) {
            return null;
        }
        try {
            return Duration.ofSeconds(Math.max(0, Long.parseLong(value.strip())));
        } catch (NumberFormatException notSeconds) {
            return untilDate(value.strip(), text(headers, "date"));
        }
    }

    /** Measures from the Date header if there is one, since the local clock may be wrong. */
    private static @Nullable Duration untilDate(String date, @Nullable String now) {
        try {
            Instant from = now == null ? Instant.now() : HTTP_DATE.parse(now, Instant::from);
            Duration wait = Duration.between(from, HTTP_DATE.parse(date, Instant::from));
            return wait.isNegative() ? Duration.ZERO : wait;
        } catch (DateTimeException notADate) {
            return null; // An invalid header counts as absent.
        }
    }

    /**
     * Returns whether a body of this content type may be audio. A missing type and {@code application/octet-stream} are
     * accepted. Text types are not, except the requested JSON.
     */
    static boolean mayBeAudio(Http2Headers headers, boolean timestamps) {
        String type = text(headers, "content-type");
        if (type == null) {
            return true;
        }
        String lower = type.toLowerCase(Locale.ROOT);
        if (timestamps) {
            return lower.startsWith("application/octet-stream")
                    || JSON_TYPE.matcher(lower).lookingAt();
        }
        return lower.startsWith("audio/")
                || lower.startsWith("application/octet-stream")
                || lower.startsWith("application/ogg");
    }

    public static SpeechResponse toResponse(
            Http2Headers headers, String protocol, boolean connectionReused, @Nullable ApiKey key) {
        return new SpeechResponse(
                protocol,
                connectionReused,
                key == null ? null : key.fingerprint(),
                text(headers, "content-type"),
                text(headers, "request-id"),
                text(headers, "history-item-id"),
                number(headers, "character-cost"),
                number(headers, "current-concurrent-requests"),
                number(headers, "maximum-concurrent-requests"),
                number(headers, "workspace-concurrent-requests"),
                text(headers, "x-region"),
                text(headers, "x-trace-id"),
                number(headers, "tts-latency-ms"));
    }

    /** Returns the valid concurrency values of the headers. */
    public static ConcurrencyReport concurrencyReport(Http2Headers headers) {
        return ConcurrencyReport.parse(name -> text(headers, name));
    }

    public static @Nullable String text(Http2Headers headers, String name) {
        CharSequence value = headers.get(name);
        return value == null ? null : value.toString();
    }

    private static @Nullable Integer number(Http2Headers headers, String name) {
        String value = text(headers, name);
        try {
            return value == null ? null : Integer.valueOf(value.strip());
        } catch (NumberFormatException notANumber) {
            return null; // An invalid header counts as absent.
        }
    }
}
