package dev.parlando.internal.call;

import dev.parlando.error.ParlandoException;
import dev.parlando.error.UnexpectedResponseException;
import dev.parlando.internal.exchange.ResponseHeaders;
import dev.parlando.internal.json.ErrorRedaction;
import dev.parlando.internal.json.ServiceErrorMapper;
import dev.parlando.speech.OutputFormat;
import io.netty.buffer.ByteBuf;
import io.netty.handler.codec.http2.Http2Headers;
import org.jspecify.annotations.Nullable;

/**
 * A response that is not audio, collected up to a limit and converted to an error.
 *
 * <p>Threading: owned by the event loop until the response ends, then by the thread that parses it.
 */
final class ErrorResponse {
    private static final int OK = 200;
    private static final String OTHER_FORMAT =
            "request the format that the server sends, or check for a proxy or gateway that changes responses";

    private final Http2Headers headers;
    private final String expected;
    private final String remedy;
    private final BoundedBody body;
    private volatile @Nullable ParlandoException exception;

    private ErrorResponse(Http2Headers headers, String expected, String remedy, int maxBytes) {
        this.headers = headers;
        this.expected = expected;
        this.remedy = remedy;
        this.body = new BoundedBody(maxBytes);
    }

    /** Creates a response that is a refusal or something else than speech. */
    static ErrorResponse notSpeech(Http2Headers headers, boolean timestamps, int maxBytes) {
        return new ErrorResponse(
                headers,
                timestamps ? "audio in JSON" : "audio",
                "check that the base URL is that of the speech API",
                maxBytes);
    }

    /** Creates a response with audio in another format than the requested one. */
    static ErrorResponse otherFormat(Http2Headers headers, OutputFormat requested, int maxBytes) {
        return new ErrorResponse(headers, requested.value(), OTHER_FORMAT, maxBytes);
    }

    /** Returns the error for a body that starts like a file instead of raw samples. */
    static UnexpectedResponseException otherContent(String content, OutputFormat requested, long bytesDelivered) {
        return new UnexpectedResponseException(
                "the service answered 200 with " + content + " instead of " + requested + "; " + OTHER_FORMAT,
                bytesDelivered);
    }

    /** Returns the HTTP status. */
    int status() {
        return ResponseHeaders.status(headers);
    }

    /** Copies the bytes that fit; the caller still owns {@code data}. */
    void add(ByteBuf data) {
        body.add(data);
    }

    /** Returns whether further bytes would not change the error. */
    boolean isComplete() {
        return body.exceeded() || status() == OK;
    }

    /** Parses the response as far as it has arrived, and returns its error. */
    ParlandoException parse(ErrorRedaction redaction) {
        ParlandoException parsed = toException(redaction);
        exception = parsed;
        return parsed;
    }

    /** Returns the error of the response; null before it has been parsed. May be called on any thread. */
    @Nullable
    ParlandoException exception() {
        return exception;
    }

    private ParlandoException toException(ErrorRedaction redaction) {
        return ResponseHeaders.isSuccess(status())
                ? new UnexpectedResponseException(notAudioMessage(status(), redaction))
                : ServiceErrorMapper.toRefusal(
                        status(), body.toByteArray(), redaction, ResponseHeaders.retryAfter(headers));
    }

    private String notAudioMessage(int status, ErrorRedaction redaction) {
        String encoding = ResponseHeaders.contentEncoding(headers);
        if (status == OK && encoding != null) {
            return "the service answered 200 with content in " + encoding
                    + ", which was not requested; check for a proxy or gateway that changes responses";
        }
        String error = ResponseHeaders.isJson(headers)
                ? ServiceErrorMapper.describeBody(status, body.toByteArray(), redaction)
                : "";
        return "the service answered " + status + " with " + ResponseHeaders.text(headers, "content-type")
                + " instead of " + expected + error + "; " + remedy;
    }
}
