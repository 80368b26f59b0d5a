package dev.parlando.internal.call;

import dev.parlando.credentials.ApiKey;
import dev.parlando.error.ParlandoException;
import dev.parlando.error.UnexpectedResponseException;
import dev.parlando.internal.exchange.ResponseHeaders;
import dev.parlando.internal.json.ServiceErrorMapper;
import io.netty.buffer.ByteBuf;
import io.netty.handler.codec.http2.Http2Headers;
import org.jspecify.annotations.Nullable;

/** A response that is not audio, collected up to a limit and converted to an error. Owned by the event loop. */
final class ErrorResponse {
    private static final int OK = 200;

    private final Http2Headers headers;
    private final String expected;
    private final BoundedBody body;

    ErrorResponse(Http2Headers headers, String expected, int maxBytes) {
        this.headers = headers;
        this.expected = expected;
        this.body = new BoundedBody(maxBytes);
    }

    /** Copies the bytes that fit; the caller still owns {@code data}. */
    void add(ByteBuf data) {
        body.add(data);
    }

    /** Returns whether further bytes would not change the error. */
    boolean isComplete() {
        return body.exceeded() || ResponseHeaders.status(headers) == OK;
    }

    ParlandoException toException(@Nullable ApiKey key) {
        int status = ResponseHeaders.status(headers);
        return ResponseHeaders.isSuccess(status)
                ? new UnexpectedResponseException(notAudioMessage(status))
                : ServiceErrorMapper.toException(status, body.toByteArray(), key, ResponseHeaders.retryAfter(headers));
    }

    private String notAudioMessage(int status) {
        String encoding = ResponseHeaders.contentEncoding(headers);
        if (status == OK && encoding != null) {
            return "the service answered 200 with content in " + encoding
                    + ", which was not requested; check for a proxy or gateway that changes responses";
        }
        return "the service answered " + status + " with " + ResponseHeaders.text(headers, "content-type")
                + " instead of " + expected + "; check that the base URL is that of the speech API";
    }
}
