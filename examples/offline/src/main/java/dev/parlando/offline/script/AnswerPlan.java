package dev.parlando.offline.script;

import dev.parlando.offline.load.AnswerFault;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One scripted answer. Immutable.
 *
 * @param content the body
 * @param status HTTP status
 * @param headers response headers that replace those of the service
 * @param headerDelay delay before the response headers
 * @param bodyDelay delay between the response headers and the first byte
 * @param chunkDelay delay between chunks
 * @param chunkBytes size of a chunk
 * @param fault the fault; null for none
 * @param faultAtByte number of body bytes before the fault; {@link #BEFORE_HEADERS} for a fault in place of the headers
 */
public record AnswerPlan(
        AnswerContent content,
        int status,
        Map<String, String> headers,
        Duration headerDelay,
        Duration bodyDelay,
        Duration chunkDelay,
        int chunkBytes,
        @Nullable AnswerFault fault,
        long faultAtByte) {
    /** The position of a fault in place of the response headers. */
    public static final long BEFORE_HEADERS = -1;

    private static final int OK = 200;
    private static final int DEFAULT_CHUNK_BYTES = 8192;

    /** Returns a successful answer without delays and faults. */
    public static AnswerPlan of(AnswerContent content) {
        return of(content, OK, Map.of());
    }

    /** Returns an answer without delays and faults. */
    public static AnswerPlan of(AnswerContent content, int status, Map<String, String> headers) {
        return new AnswerPlan(
                content, status, headers, Duration.ZERO, Duration.ZERO, Duration.ZERO, DEFAULT_CHUNK_BYTES, null, 0);
    }

    /** Returns whether the offline voice answers as if there were no script. */
    public boolean isUnscripted() {
        return content == AnswerContent.OFFLINE_VOICE && equals(of(content));
    }

    /** Returns a copy with other delays. */
    public AnswerPlan withDelays(Duration ofHeaders, Duration ofBody, Duration ofChunks) {
        return new AnswerPlan(content, status, headers, ofHeaders, ofBody, ofChunks, chunkBytes, fault, faultAtByte);
    }

    /** Returns a copy with another size of chunks. */
    public AnswerPlan withChunkBytes(int bytes) {
        return new AnswerPlan(content, status, headers, headerDelay, bodyDelay, chunkDelay, bytes, fault, faultAtByte);
    }

    /** Returns a copy with a response header more. */
    public AnswerPlan withHeader(String name, String value) {
        Map<String, String> more = new LinkedHashMap<>(headers);
        more.put(name, value);
        return new AnswerPlan(
                content, status, Map.copyOf(more), headerDelay, bodyDelay, chunkDelay, chunkBytes, fault, faultAtByte);
    }

    /** Returns a copy with a fault after {@code bytes} bytes of the body. */
    public AnswerPlan withFault(AnswerFault newFault, long bytes) {
        return new AnswerPlan(
                content, status, headers, headerDelay, bodyDelay, chunkDelay, chunkBytes, newFault, bytes);
    }
}
