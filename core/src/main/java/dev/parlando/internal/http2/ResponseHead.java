package dev.parlando.internal.http2;

import dev.parlando.speech.SpeechResponse;
import io.netty.handler.codec.http2.Http2Headers;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Reads the head of a response. Stateless. */
final class ResponseHead {
    private ResponseHead() {}

    static int status(Http2Headers headers) {
        Integer status = number(headers, ":status");
        return status == null ? 0 : status;
    }

    /**
     * Returns whether a body of this type may be audio. A server that names no type, or says just "bytes", is believed;
     * text of any kind is not.
     */
    static boolean mayBeAudio(Http2Headers headers) {
        String type = text(headers, "content-type");
        if (type == null) {
            return true;
        }
        String lower = type.toLowerCase(Locale.ROOT);
        return lower.startsWith("audio/")
                || lower.startsWith("application/octet-stream")
                || lower.startsWith("application/ogg");
    }

    static SpeechResponse read(Http2Headers headers, String protocol, boolean connectionReused) {
        return new SpeechResponse(
                protocol,
                connectionReused,
                text(headers, "content-type"),
                text(headers, "request-id"),
                text(headers, "history-item-id"),
                number(headers, "character-cost"),
                number(headers, "current-concurrent-requests"),
                number(headers, "maximum-concurrent-requests"),
                number(headers, "workspace-concurrent-requests"),
                text(headers, "x-region"),
                text(headers, "x-trace-id"));
    }

    static @Nullable String text(Http2Headers headers, String name) {
        CharSequence value = headers.get(name);
        return value == null ? null : value.toString();
    }

    private static @Nullable Integer number(Http2Headers headers, String name) {
        String value = text(headers, name);
        try {
            return value == null ? null : Integer.valueOf(value.strip());
        } catch (NumberFormatException notANumber) {
            return null; // A header that makes no sense is as good as none.
        }
    }
}
