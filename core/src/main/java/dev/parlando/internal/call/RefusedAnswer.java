package dev.parlando.internal.call;

import dev.parlando.credentials.ApiKey;
import dev.parlando.error.ParlandoException;
import dev.parlando.error.UnexpectedResponseException;
import dev.parlando.internal.exchange.ResponseHead;
import dev.parlando.internal.json.Refusal;
import io.netty.buffer.ByteBuf;
import io.netty.handler.codec.http2.Http2Headers;
import org.jspecify.annotations.Nullable;

/** Collects an answer that is no audio, up to a limit, and makes the error of it. Owned by the event loop. */
final class RefusedAnswer {
    private static final int OK = 200;

    private final Http2Headers headers;
    private final String wanted;
    private final BoundedBody body;

    RefusedAnswer(Http2Headers headers, String wanted, int maxBytes) {
        this.headers = headers;
        this.wanted = wanted;
        this.body = new BoundedBody(maxBytes);
    }

    /** Copies what fits; the buffer stays the caller's. */
    void add(ByteBuf data) {
        body.add(data);
    }

    /** Returns whether there is no use in reading on. */
    boolean isComplete() {
        return body.exceeded() || ResponseHead.status(headers) == OK;
    }

    ParlandoException toException(@Nullable ApiKey key) {
        int status = ResponseHead.status(headers);
        return ResponseHead.isSuccess(status)
                ? new UnexpectedResponseException(noAudio(status))
                : Refusal.read(status, body.toByteArray(), key, ResponseHead.retryAfter(headers));
    }

    private String noAudio(int status) {
        String encoding = ResponseHead.encoding(headers);
        if (status == OK && encoding != null) {
            return "the service answered 200 with content in " + encoding
                    + ", which nobody asked for; check what stands between here and the service";
        }
        return "the service answered " + status + " with " + ResponseHead.text(headers, "content-type") + " instead of "
                + wanted + "; check that the base URL is that of the speech API";
    }
}
