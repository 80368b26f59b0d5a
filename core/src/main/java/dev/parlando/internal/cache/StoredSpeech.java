package dev.parlando.internal.cache;

import dev.parlando.speech.SpeechResponse;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The complete audio of one request, as a file contains it.
 *
 * @param createdMillis time of the request, in milliseconds since 1970
 * @param response headers of the response; null if there were none
 */
@SuppressWarnings("ArrayRecordComponent") // The array is not compared, and not shared with other code.
public record StoredSpeech(
        long createdMillis, @Nullable SpeechResponse response, List<TimedPiece> timings, byte[] audio) {
    /** Protocol of a response that comes from a cache. */
    public static final String PROTOCOL = "cache";

    /** Returns the memory that the audio takes in blocks, in bytes. */
    public long blockBytes() {
        long blocks = (audio.length + Recording.BLOCK_BYTES - 1L) / Recording.BLOCK_BYTES;
        return blocks * Recording.BLOCK_BYTES;
    }

    /** Returns the headers for a call that has sent no request: those that describe the audio, and no cost. */
    public static SpeechResponse cached(@Nullable SpeechResponse original) {
        return new SpeechResponse(
                PROTOCOL,
                false,
                null,
                original == null ? null : original.contentType(),
                original == null ? null : original.requestId(),
                original == null ? null : original.historyItemId(),
                0,
                null,
                null,
                null,
                null,
                null,
                null);
    }
}
